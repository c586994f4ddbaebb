using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Theory.Tests.Bounds;

public class BoundCatalogueTests
{
    public static TheoryData<string> Ids => [.. BoundCatalogue.All.Select(bound => bound.Id)];

    public static TheoryData<string, string> IdsAndArchitectures
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var bound in BoundCatalogue.All)
            {
                foreach (var activation in ActivationNames.All)
                {
                    pairs.Add(bound.Id, $"depth=1,act={activation}");
                    pairs.Add(bound.Id, $"depth=3,act={activation},bias=false");
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(IdsAndArchitectures))]
    public void Every_bound_is_a_finite_number_or_a_reason(string id, string architecture)
    {
        var value = Examples.Evaluate(id, Examples.Problem(Examples.Xor, architecture));

        Assert.Equal(id, value.Id);
        Assert.NotEmpty(value.Source);
        if (value.Log10Width is { } log)
        {
            Assert.True(double.IsFinite(log) && log >= 0);
            Assert.Null(value.Reason);
            Assert.Equal(log, Math.Log10(value.Width!.Value), 1e-12);
        }
        else
        {
            Assert.NotEmpty(value.Reason!);
            Assert.Null(value.Width);
        }
    }

    [Theory]
    [MemberData(nameof(IdsAndArchitectures))]
    public void Parameters_at_the_width_are_the_architectures_own_count(string id, string architecture)
    {
        var problem = Examples.Problem(Examples.Regression(Examples.Waves(30, 4)), architecture);

        var value = Examples.Evaluate(id, problem);

        Assert.Equal(problem.Architecture.ParameterCount((int)value.Width!.Value, problem.Problem), value.Parameters);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void More_rows_never_lower_a_width(string id)
    {
        var widths = Enumerable.Range(2, 60)
            .Select(samples => Examples.Evaluate(id, Examples.Problem(Examples.Regression(Examples.Waves(samples, 4)))).Width!.Value)
            .ToList();

        Assert.Equal(widths.Order(), widths);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_million_rows_and_a_deep_network_do_not_overflow(string id)
    {
        var problem = Examples.Problem(Examples.Xor, "depth=3") with
        {
            Problem = new(Samples: 1_000_000, Features: 3072, Outputs: 100, Classes: 100),
        };

        var value = Examples.Evaluate(id, problem);

        Assert.True(value.Log10Width > 1);
        Assert.True(value.Parameters > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Counting_never_asks_for_more_than_the_construction_has(int depth)
    {
        for (var samples = 1; samples < 40; samples++)
        {
            var problem = Examples.Problem(Examples.Regression(Examples.Waves(samples, 3)), $"depth={depth}");

            var necessary = Examples.Evaluate("dof", problem);
            var enough = Examples.Evaluate("zhang2017", problem);

            Assert.True(necessary.Width <= enough.Width);
        }
    }

    [Fact]
    public void Kinds_are_what_may_be_compared_with_what()
    {
        var problem = Examples.Problem(Examples.Xor);

        Assert.Equal(BoundKind.Necessary, Examples.Evaluate("dof", problem).Kind);
        Assert.Equal(BoundKind.Existence, Examples.Evaluate("zhang2017", problem).Kind);
        Assert.Equal(BoundKind.Landscape, Examples.Evaluate("haeffele2017", problem).Kind);
        Assert.All(BoundCatalogue.All, bound => Assert.True(bound.ConstantsExplicit));
    }
}
