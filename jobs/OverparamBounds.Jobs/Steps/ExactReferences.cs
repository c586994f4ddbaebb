using System.Globalization;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Theory;
using OverparamBounds.Theory.Exact;

namespace OverparamBounds.Jobs.Steps;

/// <summary>What is known exactly of a data set: a network that was built for it, and the least one.</summary>
public static class ExactReferences
{
    private const string LeastId = "least-relu-width";

    /// <summary>Rows beyond which a constructed network with a unit a row is not run.</summary>
    private const int MostConstructedRows = 3000;

    /// <summary>Rows up to which a search for the smallest trainable width also looks for the least one: a fraction of a second.</summary>
    private const int MostSearchRows = 16;

    /// <summary>Limits that keep the answer below a few seconds; docs/exact.md says what more reaches.</summary>
    private static readonly MinimalReluOptions Limits = new() { MostPatterns = 4000, MostPrograms = 20_000, MostCombinations = 2_000_000 };

    /// <summary>Starts of the search for a narrow network on more rows than <see cref="MostSearchRows"/>.</summary>
    private const int FewStarts = 6;

    /// <summary>The constructed network and the least width.</summary>
    public static IReadOnlyList<ExactReference> All(Question question, BoundProblem problem, CancellationToken cancellationToken) =>
        [Least(question, problem, cancellationToken), Constructed(question, problem, cancellationToken)];

    /// <summary>The least width alone, for data so small that it takes no time.</summary>
    public static IReadOnlyList<ExactReference> Quick(Question question, BoundProblem problem, CancellationToken cancellationToken) =>
        problem.Survey.Data is { Samples: <= MostSearchRows, Outputs: 1 } ? [Least(question, problem, cancellationToken)] : [];

    /// <summary>Where a network is certified to train below the least width at which any fits: one of the two is wrong.</summary>
    public static IEnumerable<string> Contradictions(
        IReadOnlyList<ExactReference> references, BoundProblem problem, ThresholdEstimate estimate)
    {
        return
            from reference in references
            where IsReluLayer(problem) && reference.Id == LeastId && estimate is ThresholdEstimate.Between
            let certified = ((ThresholdEstimate.Between)estimate).High
            where reference.LeastWidth > certified
            select Text($"No ReLU layer of fewer than {reference.LeastWidth} units fits these data, by enumeration, and width {certified} is certified to train.");
    }

    private static ExactReference Least(Question question, BoundProblem problem, CancellationToken cancellationToken)
    {
        var isExact = question.Plan.Criterion.UsesSquaredLoss;
        var answer = MinimalReluWidth.Find(
            problem.Survey.Data,
            Limits with
            {
                Fit = isExact ? ReluFit.Exact : ReluFit.Signs,
                Starts = problem.Survey.Data.Samples <= MostSearchRows ? Limits.Starts : FewStarts,
            },
            cancellationToken);
        var sense = isExact ? "fits exactly" : "gets every sign right";
        var found = answer.Fits?.Width;

        // What no plane separates takes two units, whatever the enumeration could decide.
        var least = !isExact && problem.Survey.IsInseparable ? Math.Max(2, answer.Least) : answer.Least;
        var remark = (found == least, found) switch
        {
            (true, _) => Text($"{Units(least)}, proved: a network of that width {sense}, and none below can."),
            (_, { } width) when least > 1 => Text($"between {least} and {Units(width)}: none below {least} {sense}, one of {width} was found. {answer.Reason}"),
            (_, { } width) => Text($"at most {Units(width)}, a network of which was found. {answer.Reason}"),
            _ => answer.Reason ?? "Unknown.",
        };
        return new(
            LeastId,
            "Least width of one hidden ReLU layer with biases",
            answer.Fits is null && answer.Least == 0 ? null : least,
            found,
            remark + NotThisNetwork(IsReluLayer(problem)))
        { Covers = IsReluLayer(problem) };
    }

    private static ExactReference Constructed(Question question, BoundProblem problem, CancellationToken cancellationToken)
    {
        const string id = "zhang-construction", title = "A network built of one unit a row";
        var data = problem.Survey.Data;
        if (data.Samples > MostConstructedRows)
        {
            return new(id, title, null, null, Text($"not built: {data.Samples} rows are more than {MostConstructedRows}."));
        }

        var answer = ZhangConstruction.Build(data, question.Plan.Criterion, cancellationToken);
        return answer.Network is { } network
            ? new(
                id,
                title,
                null,
                answer.FitsCriterion ? network.Width : null,
                Text($"{Units(network.Width)}: largest residual {answer.Residual:0.0e0} in double, and {question.Spec.Curve.Criterion} {(answer.FitsCriterion ? "accepts" : "does not accept")} it.") + NotThisNetwork(IsReluNetwork(problem)))
            { Covers = IsReluNetwork(problem) }
            : new(id, title, null, null, answer.Reason!);
    }

    private static bool IsReluLayer(BoundProblem problem) => problem.Depth == 1 && IsReluNetwork(problem);

    private static bool IsReluNetwork(BoundProblem problem) => problem is { Depth: > 0, Activation: ActivationKind.Relu, HasBiases: true };

    private static string NotThisNetwork(bool isThisNetwork) =>
        isThisNetwork ? string.Empty : " (One hidden ReLU layer with biases, which is not the network asked about.)";

    private static string Units(int count) => count == 1 ? "1 unit" : Text($"{count} units");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
