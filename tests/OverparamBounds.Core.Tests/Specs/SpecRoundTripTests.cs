using FsCheck.Xunit;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Tests.Specs;

/// <summary>What is written and read back is the same, whatever the values hold.</summary>
[Properties(Arbitrary = [typeof(WrittenTexts)], MaxTest = 2000, EndSize = 60, Replay = "20261124,1")]
public sealed class SpecRoundTripTests
{
    [Property]
    public void Canonical_text_reads_back_as_the_same_arguments(AnyArguments written)
    {
        var parameters = Declare(written);
        var arguments = Bind(parameters, new(written.Id, [.. written.Pairs.Select(pair => new SpecArgument(pair.Key, pair.Value))]));

        var canonical = SpecText.Canonical(written.Id, parameters, arguments);

        var read = Read(canonical);
        Assert.Equal(written.Id, read.Id);
        Assert.Equal(
            written.Pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new SpecArgument(pair.Key, pair.Value)),
            read.Arguments);
        Assert.Equal(arguments, Bind(parameters, read));
        Assert.Equal(arguments.GetHashCode(), Bind(parameters, read).GetHashCode());
    }

    [Property]
    public void Canonical_text_of_canonical_text_is_itself(AnyArguments written)
    {
        var parameters = Declare(written);
        var arguments = Bind(parameters, new(written.Id, [.. written.Pairs.Select(pair => new SpecArgument(pair.Key, pair.Value))]));

        var once = SpecText.Canonical(written.Id, parameters, arguments);
        var twice = SpecText.Canonical(written.Id, parameters, Bind(parameters, Read(once)));

        Assert.Equal(once, twice);
    }

    [Property]
    public void Values_without_keys_take_the_parameters_in_declared_order(AnyArguments written)
    {
        var parameters = Declare(written);
        var named = Bind(parameters, new(written.Id, [.. written.Pairs.Select(pair => new SpecArgument(pair.Key, pair.Value))]));

        var placed = Bind(parameters, new(written.Id, [.. written.Pairs.Select(pair => new SpecArgument(null, pair.Value))]));

        Assert.Equal(named, placed);
    }

    [Property]
    public void A_written_call_reads_back_as_itself(AnyArguments written)
    {
        var call = new SpecCall(written.Id, [.. written.Pairs.Select((pair, at) => new SpecArgument(at % 2 == 0 ? pair.Key : null, pair.Value))]);

        var read = Read(SpecText.Write(call));

        Assert.Equal(call.Id, read.Id);
        Assert.Equal(call.Arguments, read.Arguments);
    }

    [Property]
    public void A_spec_is_a_value_of_another_spec_and_comes_out_whole(AnyArguments inner)
    {
        var parameters = Declare(inner);
        var arguments = Bind(parameters, new(inner.Id, [.. inner.Pairs.Select(pair => new SpecArgument(pair.Key, pair.Value))]));
        var value = SpecText.Canonical(inner.Id, parameters, arguments);
        IReadOnlyList<Parameter> outer = [Parameter.Text("of", "another spec")];

        var canonical = SpecText.Canonical("outer", outer, Bind(outer, new("outer", [new("of", value)])));

        Assert.Equal(value, Assert.Single(Read(canonical).Arguments).Value);
    }

    [Property]
    public void Any_text_is_read_or_gives_a_mistake_with_a_column(AnyText text)
    {
        var isRead = SpecText.TryParse(text.Value, out var call, out var mistake);

        Assert.Equal(isRead, call is not null);
        Assert.Equal(isRead, mistake is null);
        if (mistake is not null)
        {
            Assert.StartsWith($"'{text.Value}' cannot be read: ", mistake, StringComparison.Ordinal);
            Assert.InRange(Column(mistake), 1, text.Value.Length + 1);
        }
    }

    [Property]
    public void Any_text_in_brackets_is_read_or_gives_a_mistake_with_a_column(AnyText text)
    {
        var spec = $"mlp({text.Value})";

        var isRead = SpecText.TryParse(spec, out _, out var mistake);

        Assert.True(isRead || Column(mistake!) is > 4 && Column(mistake!) <= spec.Length + 1);
    }

    private static IReadOnlyList<Parameter> Declare(AnyArguments written) =>
        [.. written.Pairs.Select(pair => Parameter.Text(pair.Key, "any text"))];

    private static SpecArguments Bind(IReadOnlyList<Parameter> parameters, SpecCall call)
    {
        var problems = new List<string>();
        var arguments = SpecArguments.Bind("thing", parameters, call, problems);
        Assert.Empty(problems);
        return arguments;
    }

    private static SpecCall Read(string text)
    {
        Assert.True(SpecText.TryParse(text, out var call, out var mistake), mistake);
        return call;
    }

    private static int Column(string mistake)
    {
        const string Mark = "(column ";
        var from = mistake.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return int.Parse(mistake.AsSpan(from, mistake.IndexOf(')', from) - from), System.Globalization.CultureInfo.InvariantCulture);
    }
}
