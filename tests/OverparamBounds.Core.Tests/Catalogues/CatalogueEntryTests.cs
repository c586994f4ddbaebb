using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Tests.Specs;

namespace OverparamBounds.Core.Tests.Catalogues;

/// <summary>What holds for every entry of every catalogue: a new entry is tested by being listed.</summary>
public sealed partial class CatalogueEntryTests
{
    public static TheoryData<string, string> Entries => CatalogueEntries.Names;

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_has_an_id_a_title_and_a_source_of_its_own(string kind, string id)
    {
        var entries = CatalogueEntries.Catalogues.Single(catalogue => catalogue.Kind == kind).Entries;
        var entry = CatalogueEntries.Entry(kind, id);

        Assert.Matches(IdForm(), entry.Id);
        Assert.NotEqual("", entry.Title.Trim());
        Assert.Single(entries, other => other.Title == entry.Title);
        Assert.NotEqual("", entry.Source.Authors.Trim());
        Assert.NotEqual("", entry.Source.Place.Trim());
        Assert.InRange(entry.Source.Year, 0, 2026);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_parameter_has_a_key_of_its_own_help_and_a_range(string kind, string id)
    {
        var parameters = CatalogueEntries.Entry(kind, id).Parameters;

        Assert.Equal(parameters.Count, parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(parameters, parameter =>
        {
            Assert.Matches(KeyForm(), parameter.Name);
            Assert.NotEqual("", parameter.Help.Trim());
            Assert.NotEqual("", parameter.Range);
            Assert.False(parameter.Required && parameter.Default is not null, $"{parameter.Name} is required, so its default is never used.");
        });
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Writing_the_defaults_out_changes_nothing(string kind, string id)
    {
        var entry = CatalogueEntries.Entry(kind, id);
        var bare = CatalogueEntries.Canonical(kind, CatalogueEntries.Bare(entry));

        foreach (var parameter in entry.Parameters.Where(parameter => parameter.Default is not null))
        {
            var call = Assert.IsType<SpecCall>(Parse(CatalogueEntries.Bare(entry)));
            var written = Write(entry.Id, [.. call.Arguments, new SpecArgument(parameter.Name, parameter.Default!)]);

            Assert.Equal(bare, CatalogueEntries.Canonical(kind, written));
        }

        Assert.Equal(bare, CatalogueEntries.Canonical(kind, bare));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Any_legal_values_bind_to_canonical_text_that_binds_to_itself(string kind, string id)
    {
        var entry = CatalogueEntries.Entry(kind, id);
        var random = new RandomSequence(RandomSequence.KeyOf($"legal {kind} {id}"), RandomPurpose.Simulation);

        for (var draw = 0; draw < 300; draw++)
        {
            var chosen = entry.Parameters.Where(parameter => parameter.Required || random.NextIndex(2) == 0).ToList();
            var text = Write(entry.Id, [.. chosen.Select(parameter => new SpecArgument(parameter.Name, Legal(parameter, random)))]);

            var canonical = CatalogueEntries.Canonical(kind, text);

            Assert.Equal(canonical, CatalogueEntries.Canonical(kind, canonical));
            Assert.NotNull(CatalogueEntries.Use(kind, text));
            var quiet = entry.Parameters.Where(parameter => parameter.Quiet && !chosen.Contains(parameter));
            Assert.All(quiet, parameter => Assert.DoesNotContain(
                Parse(canonical).Arguments, argument => argument.Key == parameter.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void The_largest_values_are_used_or_refused_at_the_door(string kind, string id)
    {
        var entry = CatalogueEntries.Entry(kind, id);
        string[] extremes =
        [
            "0", "-1", "2147483647", "2147483648", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
            "1e308", "5e-324", "-5e-324", "1e309", "NaN", "Infinity", "-Infinity", "0x10", "1,5", "", " ",
        ];

        foreach (var (parameter, value) in entry.Parameters.SelectMany(parameter => extremes.Select(value => (parameter, value))))
        {
            var arguments = Parse(CatalogueEntries.Bare(entry)).Arguments.Where(argument => argument.Key != parameter.Name);
            var text = Write(entry.Id, [.. arguments, new SpecArgument(parameter.Name, value)]);
            var problems = new List<string>();

            if (CatalogueEntries.Canonical(kind, text, problems) is not null)
            {
                Assert.NotNull(CatalogueEntries.Use(kind, text));
            }
            else
            {
                Assert.Contains(parameter.Name, Assert.Single(problems), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_mistyped_id_is_answered_with_the_id(string kind, string id)
    {
        var problems = new List<string>();

        var canonical = CatalogueEntries.Canonical(kind, $"{id}x", problems);

        Assert.Null(canonical);
        var problem = Assert.Single(problems);
        Assert.StartsWith($"{kind}: no {kind} is called '{id}x'. Did you mean '", problem, StringComparison.Ordinal);
        Assert.Contains($" Known: {string.Join(", ", CatalogueEntries.Catalogues.Single(catalogue => catalogue.Kind == kind).Entries.Select(entry => entry.Id))}.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("architecture", "mlp", "mlp(act=relu,depth=1)")]
    [InlineData("architecture", "mlp(2,tanh)", "mlp(act=tanh,depth=2)")]
    [InlineData("architecture", "mlp(bias=true,init=uniform)", "mlp(act=relu,depth=1)")]
    [InlineData("architecture", "mlp(init=ddi,bias=false)", "mlp(act=relu,bias=false,depth=1,init=ddi)")]
    [InlineData("architecture", "lenet5", "lenet5(act=relu)")]
    [InlineData("architecture", "conv4(init=he)", "conv4(act=relu,init=he)")]
    [InlineData("architecture", "resnet(3)", "resnet(act=relu,depth=3)")]
    [InlineData("architecture", "duresnet", "duresnet(act=softplus,cres=0.5,depth=2)")]
    [InlineData("architecture", "rnn(relu)", "rnn(act=relu,embed=0,layers=1)")]
    [InlineData("architecture", "gru", "gru(embed=0,layers=1)")]
    [InlineData("architecture", "transformer(1,2)", "transformer(act=relu,causal=true,ff=4,heads=2,layers=1,norm=pre)")]
    [InlineData("architecture", "bottleneck", "bottleneck(act=relu,wide=64)")]
    [InlineData("optimizer", "adam", "adam(lr=0.01)")]
    [InlineData("optimizer", "adam(1e-3)", "adam(lr=0.001)")]
    [InlineData("optimizer", "adam(batch=32,b1=0.9)", "adam(batch=32,lr=0.01)")]
    [InlineData("optimizer", "gd", "gd(lr=0.5)")]
    [InlineData("optimizer", "sgd(0.1,32)", "sgd(batch=32,lr=0.1)")]
    [InlineData("optimizer", "momentum", "momentum(lr=0.1,mu=0.9)")]
    [InlineData("optimizer", "nesterov(mu=0)", "nesterov(lr=0.1,mu=0)")]
    [InlineData("criterion", "Z1", "Z1")]
    [InlineData("criterion", "Z0()", "Z0")]
    [InlineData("criterion", "Z1(every=10)", "Z1")]
    [InlineData("criterion", "Z1(every=1)", "Z1(every=1)")]
    [InlineData("criterion", "mse(1e-6)", "mse(tol=1e-06)")]
    [InlineData("criterion", "mse", "mse(tol=1e-06)")]
    public void Stored_texts_stay_as_they_are(string kind, string written, string canonical)
    {
        Assert.Equal(canonical, CatalogueEntries.Canonical(kind, written));
    }

    [Property(Arbitrary = [typeof(WrittenTexts)], MaxTest = 1000, EndSize = 60, Replay = "20261124,3")]
    public void Any_text_binds_or_gives_problems(AnyText text)
    {
        foreach (var (kind, entries) in CatalogueEntries.Catalogues)
        {
            var parameter = entries[0].Parameters[0].Name;
            string[] specs = [text.Value, $"{entries[0].Id}({text.Value})", $"{entries[0].Id}({parameter}={text.Value})"];

            Assert.All(specs, spec =>
            {
                var problems = new List<string>();
                Assert.Equal(CatalogueEntries.Canonical(kind, spec, problems) is null, problems.Count > 0);
            });
        }
    }

    [Fact]
    public void A_choice_is_shown_as_its_canonical_text()
    {
        Assert.Equal("adam(lr=0.01)", Core.Optimizers.OptimizerCatalogue.All.Bind("adam").ToString());
    }

    [Fact]
    public void A_wrong_spec_throws_with_all_its_problems()
    {
        var exception = Assert.Throws<RequestException>(() => Core.Architectures.ArchitectureCatalogue.All.Bind("mlp(depth=0,act=rleu,bias=yes)"));

        Assert.Equal(3, exception.Problems.Count);
        Assert.All(exception.Problems, problem => Assert.StartsWith("architecture 'mlp': ", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_are_added_to_those_found_before_and_do_not_spoil_a_good_spec()
    {
        var problems = new List<string> { "task: is wrong." };

        var choice = Core.Criteria.CriterionCatalogue.All.Bind("Z0", problems);

        Assert.NotNull(choice);
        Assert.Single(problems);
    }

    [Fact]
    public void Two_entries_of_one_id_are_refused()
    {
        var entry = Core.Architectures.Mlp.Entry;

        var exception = Assert.Throws<ArgumentException>(() => new Catalogue<Core.Architectures.Architecture>("architecture", entry, entry with { Title = "Another" }));

        Assert.Contains("'mlp'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_citation_without_a_year_shows_none()
    {
        Assert.Equal("this project: docs/criteria.md", new Citation("this project", 0, "docs/criteria.md").ToString());
        Assert.Equal("Zhang et al. 2017: Theorem 1", new Citation("Zhang et al.", 2017, "Theorem 1").ToString());
    }

    private static SpecCall Parse(string text)
    {
        Assert.True(SpecText.TryParse(text, out var call, out var mistake), mistake);
        return call;
    }

    private static string Write(string id, IReadOnlyList<SpecArgument> arguments) =>
        $"{id}({string.Join(',', arguments.Select(argument => $"{argument.Key}=\"{argument.Value}\""))})";

    private static string Legal(Parameter parameter, RandomSequence random)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Integer:
                var least = (long)(parameter.Minimum ?? 0);
                var most = Math.Min((long)(parameter.Maximum ?? long.MaxValue), least + 99);
                return (least + random.NextIndex((int)(most - least) + 1)).ToString(CultureInfo.InvariantCulture);
            case ParameterKind.Real:
                var low = parameter.Minimum ?? -1e3;
                var high = parameter.Maximum ?? low + Math.Pow(10, random.NextUniform(-9, 9));
                return (low + ((high - low) * (random.NextUniform() + 1e-17))).ToString("R", CultureInfo.InvariantCulture);
            case ParameterKind.Flag:
                return random.NextIndex(2) == 0 ? "true" : "false";
            case ParameterKind.Choice or ParameterKind.Spec:
                return parameter.Choices[random.NextIndex(parameter.Choices.Count)];
            default:
                return $"word {random.NextWord()}";
        }
    }

    /// <summary>Lower case, words joined by hyphens; Z0 and Z1 are the criteria's names in the papers.</summary>
    [GeneratedRegex("^([a-z][a-z0-9]*(-[a-z0-9]+)*|Z[0-9])$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex KeyForm();
}
