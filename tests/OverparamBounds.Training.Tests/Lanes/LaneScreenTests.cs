using System.Runtime.Intrinsics;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>The screen in front of the judge may pass too many networks, never too few.</summary>
public sealed unsafe class LaneScreenTests
{
    public static TheoryData<string, int, string> Problems => new()
    {
        { "two classes", 4, "Z1" },
        { "two classes", 4, "Z0" },
        { "two classes", 300, "Z1" },
        { "five classes", 40, "Z1" },
        { "five classes", 40, "Z0" },
        { "regression", 30, "mse" },
        { "regression", 30, "mse(tol=1e-12)" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_the_judge_accepts_is_never_screened_out(string kind, int rows, string criterion)
    {
        var data = Data(kind, rows);
        var bound = CriterionCatalogue.All.Bind(criterion);
        var rule = bound.Entry.Rule(bound.Arguments);
        var judge = new Judge(data, rule);
        using var lanes = new LaneRows(Curves.Plan(data, criterion: criterion), spareRows: 0);
        var screen = new LaneScreen<Lanes512, Vector512<float>>(lanes, rule);
        var outputs = judge.Targets.Outputs;
        using var memory = new LaneMemory((long)rows * outputs * 16);
        var random = new RandomSequence(RandomSequence.KeyOf($"{kind} {rows} {criterion}"), RandomPurpose.Simulation);
        var (accepted, rejected, screenedOut) = (0, 0, 0);
        var values = new float[rows * outputs];
        for (var round = 0; round < 400; round++)
        {
            // Outputs around the criterion's edge: right answers of a drawn size with a drawn spread.
            var cases = new List<float[]>();
            for (var lane = 0; lane < 16; lane++)
            {
                Draw(judge.Targets, rule, random, values);
                cases.Add([.. values]);
                for (var i = 0; i < values.Length; i++)
                {
                    memory.Start[((((i % outputs) * rows) + (i / outputs)) * 16) + lane] = values[i];
                }
            }

            var (finite, candidates) = screen.Test(memory.Start);
            for (var lane = 0; lane < 16; lane++)
            {
                var verdict = judge.Test(cases[lane]);
                Assert.Equal(verdict.Finite, (finite >> lane & 1) == 1);
                Assert.True(!verdict.Fits || (candidates >> lane & 1) == 1, $"{kind} {criterion}: a fitting network was screened out.");
                accepted += verdict.Fits ? 1 : 0;
                rejected += verdict.Fits ? 0 : 1;
                screenedOut += (candidates >> lane & 1) == 0 ? 1 : 0;
            }
        }

        // The test has met both sides, and the screen is worth its while.
        Assert.True(accepted > 100 && rejected > 100, $"{accepted} accepted, {rejected} rejected");
        Assert.True(screenedOut > rejected / 2, $"{screenedOut} of {rejected} screened out");
    }

    private static Dataset Data(string kind, int rows) => kind switch
    {
        "two classes" => Curves.Clouds(rows, 3, 2),
        "five classes" => Curves.Clouds(rows, 3, 5),
        _ => Curves.Regression(rows, 3, 2),
    };

    private static void Draw(TargetEncoding targets, CriterionRule rule, RandomSequence random, float[] values)
    {
        var broken = random.NextIndex(40) == 0 ? random.NextIndex(values.Length) : -1;
        if (targets.Loss == LossKind.Squared)
        {
            var size = Math.Sqrt(rule.MaxRelativeResidual!.Value * targets.Variance) * random.NextUniform(0.98, 1.02);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)(targets.Values[i] + (size * (random.NextIndex(2) == 0 ? -1 : 1)));
            }
        }
        else
        {
            // A margin m costs log(1 + (C-1) e^-m): 0.01 at m = log((C-1) / (e^0.01 - 1)).
            var others = Math.Max(1, targets.Outputs - 1);
            var margin = double.IsInfinity(rule.MaxMeanCrossEntropy)
                ? random.NextUniform(-0.02, 0.2)
                : Math.Log(others / (Math.Exp(0.01) - 1)) + random.NextUniform(-0.01, 0.01);
            var shift = random.NextUniform(-300, 300);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = targets.Loss == LossKind.Logistic
                    ? (float)(targets.Values[i] > 0 ? margin : -margin)
                    : (float)(shift + (targets.Values[i] * margin));
            }
        }

        if (broken >= 0)
        {
            values[broken] = random.NextIndex(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => -values[broken] };
        }
    }
}
