using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Bounds;

/// <summary>What holds of every bound, so that a new one is tested by being listed.</summary>
public class BoundCatalogueTests
{
    private static readonly Dictionary<string, Dataset> DataSets = new()
    {
        ["xor"] = Examples.Xor,
        ["real targets"] = Examples.Regression(Examples.Waves(30, 4), [.. Enumerable.Range(0, 30).Select(row => Math.Sin(row))]),
        ["three classes"] = Examples.Classified(Examples.Gaussian(1, 40, 3), [.. Enumerable.Range(0, 40).Select(row => row % 3)]),
        ["two equal rows"] = Examples.Classified([[1, 2], [1, 2], [3, 1], [0, 1]], [0, 0, 1, 1]),
        ["parallel rows"] = Examples.Classified([[1, 2], [2, 4], [-1, -2], [0, 1]], [0, 1, 1, 1]),
        ["one row"] = Examples.Regression([[0.5, 2]], [1]),
        ["a zero row"] = Examples.Classified([[0, 0], [1, 0], [0, 1]], [0, 1, 1]),
        ["more features than rows"] = Examples.Classified(Examples.Gaussian(2, 5, 40), [0, 1, 0, 1, 1]),
        ["a line"] = Examples.Classified([[1], [2], [3], [4], [5], [6]], [0, 1, 0, 1, 0, 1]),
        ["huge entries"] = Examples.Classified([[1e150, 2], [3, -1e150], [1e-150, 1e-150]], [0, 1, 0]),
        ["constant columns"] = Examples.Classified([[1, 7], [2, 7], [3, 7], [4, 7]], [0, 1, 1, 0]),
    };

    private static readonly string[] Architectures =
        ["depth=1", "depth=1,act=tanh,bias=false", "depth=2,act=softplus", "depth=3,bias=false", "depth=3,act=leakyrelu"];

    public static TheoryData<string> Ids => [.. BoundCatalogue.All.Select(bound => bound.Id)];

    public static TheoryData<string, string> DataAndArchitectures
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var data in DataSets.Keys)
            {
                foreach (var architecture in Architectures)
                {
                    pairs.Add(data, architecture);
                }
            }

            return pairs;
        }
    }

    [Fact]
    public void There_are_more_than_45_results_with_a_formula_and_each_silent_one_says_why()
    {
        Assert.True(BoundCatalogue.All.Count(bound => bound.TextOnly is null) >= 45);
        Assert.All(
            BoundCatalogue.All.Where(bound => bound.TextOnly is not null),
            bound => Assert.Equal(bound.TextOnly, bound.Evaluate(Examples.Problem(Examples.Xor)).Reason));
    }

    [Theory]
    [MemberData(nameof(DataAndArchitectures))]
    public void Every_bound_is_a_finite_number_or_infinite_or_silent_with_a_reason(string data, string architecture)
    {
        var problem = Examples.Problem(DataSets[data], architecture) with
        {
            Rule = new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8),
            Tokens = 1,
            Layout = new(1, 1, DataSets[data].Features, 3),
        };

        foreach (var bound in BoundCatalogue.All)
        {
            var value = bound.Evaluate(problem);

            Assert.Equal(bound.Id, value.Id);
            Assert.True(value.Log10Width is null or (>= 0 and < 10_000), $"{bound.Id}: {value.Log10Width}");
            Assert.True(value.Log10Parameters is null or (>= 0 and < 10_000), $"{bound.Id}: {value.Log10Parameters}");
            Assert.Equal(value.Log10Width is null, value.Reason is not null);
            Assert.True(!value.Infinite || (value.Log10Width is null && value.Log10Parameters is null));
            Assert.Equal(value.Width is not null, value.Log10Width < 15);
            Assert.All(value.Violated, text => Assert.NotEmpty(text));
            if (value.Width is { } width)
            {
                Assert.Equal(value.Log10Width!.Value, Math.Log10(width), 1e-9);
            }

            if (value.Width is { } whole && value.Covers && whole < 1_000_000)
            {
                Assert.Equal(problem.Architecture.ParameterCount((int)whole, problem.Problem), value.Parameters);
            }
        }
    }

    [Theory]
    [MemberData(nameof(DataAndArchitectures))]
    public void Kernels_and_geometry_are_finite_or_missing_with_a_reason(string data, string architecture)
    {
        var problem = Examples.Problem(DataSets[data], architecture);
        BoundCatalogue.All.ToList().ForEach(bound => bound.Evaluate(problem));
        var geometry = problem.Survey.Geometry();

        Assert.Equal(geometry.Separation is null, geometry.Reasons.ContainsKey("separation"));
        Assert.True(geometry.Separation is null or (>= 0 and <= 2));
        Assert.All(problem.Survey.Spectra, spectrum =>
        {
            Assert.True(spectrum.LambdaMin is not null || spectrum.Reason is not null);
            Assert.True(spectrum.LambdaMin is null or >= 0);
            Assert.Equal(spectrum.Singular, spectrum.LambdaMin == 0);
            Assert.True(spectrum.LambdaMin is null || spectrum.LambdaMin <= spectrum.LambdaMax);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_bound_states_itself(string id)
    {
        var bound = BoundCatalogue.All.Single(entry => entry.Id == id);

        Assert.NotEmpty(bound.Formula);
        Assert.True(bound.Statement.Length > 40 && bound.Statement.EndsWith('.'));
        Assert.NotEqual(default, bound.Evidence.Tags);
        Assert.NotEmpty(bound.Evidence.Parts);
        Assert.NotEmpty(bound.Networks.Title);
        Assert.Equal(bound.Evidence.Tags.HasFlag(EvidenceTags.Memory), bound.Evaluate(Examples.Problem(Examples.Xor)).Badges.Contains("MemoryOnlyStatement"));
        Assert.Equal(bound.Evidence.Tags.HasFlag(EvidenceTags.Memory), bound.Evidence.Parts.Contains("memory", StringComparison.Ordinal));
        Assert.Equal(bound.Assumptions.Count, bound.Assumptions.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void More_rows_never_lower_a_value(string id)
    {
        // Prefixes of one data set: separation and eigenvalues only fall, so every bound can only grow.
        var rows = Examples.Waves(60, 4);
        foreach (var architecture in new[] { "depth=1,bias=false", "depth=2,bias=false,act=softplus" })
        {
            // Labels alternate with period 4, so that margins of prefixes are margins of subsets.
            var values = new[] { 8, 12, 20, 40, 60 }
                .Select(samples => Examples.Evaluate(id, Examples.Problem(
                    Examples.Classified(rows[..samples], [.. Enumerable.Range(0, samples).Select(row => (row / 2) % 2)]), architecture) with
                { Tokens = 2, Layout = new(1, 1, 4, 3) }))
                .Select(value => value.Infinite ? double.MaxValue : value.Log10Width ?? value.Log10Parameters)
                .OfType<double>()
                .ToList();

            Assert.Equal(values.Order(), values);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_smaller_failure_probability_never_lowers_a_value(string id)
    {
        foreach (var architecture in new[] { "depth=1", "depth=3,act=softplus" })
        {
            var problem = Examples.Problem(DataSets["three classes"], architecture);

            var lax = Examples.Evaluate(id, problem with { FailureProbability = 0.5 });
            var strict = Examples.Evaluate(id, problem with { FailureProbability = 0.01 });

            Assert.True((strict.Log10Width ?? 0) >= (lax.Log10Width ?? 0));
        }
    }

    [Fact]
    public void A_million_rows_of_classes_do_not_overflow_where_only_sizes_count()
    {
        var problem = Examples.Problem(DataSets["three classes"], "depth=3") with
        {
            Problem = new(Samples: 1_000_000, Features: 3072, Outputs: 100, Classes: 100),
        };

        foreach (var id in new[] { "dof", "zhang2017", "haeffele2017", "yun2019", "huang2003", "nguyen2021-cubic", "zou2018", "allenzhu2019-dnn", "bits-gardner" })
        {
            var value = Examples.Evaluate(id, problem);

            Assert.True(value.Log10Width > 0, id);
            Assert.True(value.Log10Parameters > value.Log10Width, id);
        }
    }

    [Fact]
    public void Counting_never_asks_for_more_than_constructions_have()
    {
        for (var samples = 2; samples < 60; samples += 3)
        {
            foreach (var features in new[] { 2, 5, 11 })
            {
                var problem = Examples.Sized(samples, features, 1);

                var necessary = Examples.Evaluate("dof", problem).Width;
                Assert.True(necessary <= Examples.Evaluate("bubeck2020", problem).Width);
                Assert.True(necessary <= Examples.Evaluate("zhang2017", problem).Width);
                Assert.True(Theory.Bounds.Relu1Dichotomy.LeastWidth(samples, features) <= necessary);
            }
        }
    }

    [Fact]
    public void A_singular_kernel_makes_bounds_that_divide_by_it_infinite()
    {
        var problem = Examples.Problem(DataSets["two equal rows"]);
        foreach (var id in new[] { "du2019-two-layer", "du2019-deep-fc", "songyang2019", "zougu2019", "allenzhu2019-dnn" })
        {
            var value = Examples.Evaluate(id, problem);

            Assert.True(value.Infinite);
            Assert.Null(value.Log10Width);
            Assert.NotNull(value.Reason);
        }
    }

    [Fact]
    public void A_kernel_of_a_part_of_the_rows_is_flagged_in_every_bound_that_uses_it()
    {
        var data = Examples.Classified(Examples.Gaussian(2, 30, 9), [.. Enumerable.Range(0, 30).Select(row => row % 2)]);
        var problem = BoundProblem.For(
            new(data, biases: true, new ManagedEigensolver(), mostKernelRows: 20, TestContext.Current.CancellationToken),
            Examples.Mlp(),
            Examples.Z1);

        foreach (var id in new[] { "du2019-two-layer", "du2019-deep-fc", "songyang2019", "ji2020-polylog" })
        {
            var value = Examples.Evaluate(id, problem);

            Assert.Contains("PartialData", value.Badges);
            Assert.Contains(value.Violated, text => text.Contains("first 20 rows", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Theorems_about_other_networks_have_their_own_parameters_and_are_no_claim()
    {
        var problem = Examples.Problem(Examples.Xor);

        var value = Examples.Evaluate("yun2019", problem);

        Assert.False(value.Covers);
        Assert.False(value.IsClaim);
        Assert.Equal(4, value.Width);
        Assert.Equal((3 * 4) + (5 * 4) + 5, value.Parameters);
    }

    [Fact]
    public void Only_assumptions_that_hold_make_a_claim()
    {
        var problem = Examples.Problem(Examples.Regression(Examples.Waves(20, 5))) with { HasRandomLabels = true };

        Assert.True(Examples.Evaluate("dof", problem).IsClaim);
        Assert.False(Examples.Evaluate("dof", Examples.Problem(Examples.Xor)).IsClaim);
        Assert.False(Examples.Evaluate("kawaguchi2019", Examples.Problem(Examples.Regression(Examples.Waves(20, 5)), "depth=2,act=tanh")).IsClaim);
        Assert.Equal(BoundKind.Necessary, Examples.Evaluate("dof", problem).Kind);
    }
}
