using System.Security.Cryptography;
using System.Text;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Tests.Trials;

/// <summary>What makes a trial the same trial, and what its random numbers depend on.</summary>
public sealed class CurveSpecTests
{
    private static readonly CurveSpec Curve = new(
        Task: "xor", Architecture: "mlp(act=relu,depth=1)", Strategy: "dense", Optimizer: "adam(lr=0.01)", Criterion: "Z1", Steps: 3000, Seed: 0);

    public static TheoryData<string> Fields { get; } =
        ["task", "architecture", "strategy", "optimizer", "criterion", "steps", "seed", "width", "seedIndex"];

    [Fact]
    public void The_text_of_a_trial_is_fixed()
    {
        Assert.Equal(
            "obt1|xor|mlp(act=relu,depth=1)|dense|adam(lr=0.01)|Z1|T=3000|seed=0|8|2",
            Curve.TrialText(8, 2));
        Assert.Equal(Sha256(Curve.TrialText(8, 2))[..32], Curve.TrialId(8, 2).Value);
        Assert.Equal(Sha256(Curve.TrialText(8, -1))[..24], Curve.CellId(8).Value);
    }

    [Fact]
    public void The_text_of_a_random_key_is_fixed()
    {
        Assert.Equal(
            RandomSequence.KeyOf("ob1|xor|mlp(act=relu,depth=1)|dense|adam(lr=0.01)|8|2"), Curve.RandomKey(8, 2));
        Assert.Equal(
            RandomSequence.KeyOf("ob1|xor|mlp(act=relu,depth=1)|dense|adam(lr=0.01)|8|2|seed=-5"), (Curve with { Seed = -5 }).RandomKey(8, 2));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Each_field_changes_the_identity_of_a_trial(string field)
    {
        var (curve, width, seedIndex) = Change(field);

        Assert.NotEqual(Curve.TrialId(8, 2), curve.TrialId(width, seedIndex));
        Assert.Equal(field == "seedIndex", Curve.CellId(8) == curve.CellId(width));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Random_numbers_depend_on_all_but_budget_and_criterion(string field)
    {
        var (curve, width, seedIndex) = Change(field);

        Assert.Equal(field is "steps" or "criterion", Curve.RandomKey(8, 2) == curve.RandomKey(width, seedIndex));
    }

    [Fact]
    public void No_two_trials_of_a_curve_share_an_identity_or_a_key()
    {
        var trials = Enumerable.Range(1, 60).SelectMany(width => Enumerable.Range(0, 60).Select(seed => (width, seed))).ToList();

        Assert.Equal(trials.Count, trials.Select(trial => Curve.TrialId(trial.width, trial.seed)).Distinct().Count());
        Assert.Equal(trials.Count, trials.Select(trial => Curve.RandomKey(trial.width, trial.seed)).Distinct().Count());
        Assert.Equal(60, trials.Select(trial => Curve.CellId(trial.width)).Distinct().Count());
    }

    [Fact]
    public void Identities_are_lower_case_hex_and_show_as_such()
    {
        var trial = Curve.TrialId(8, 0);
        var cell = Curve.CellId(8);

        Assert.Matches("^[0-9a-f]{32}$", trial.Value);
        Assert.Matches("^[0-9a-f]{24}$", cell.Value);
        Assert.Equal(trial.Value, trial.ToString());
        Assert.Equal(cell.Value, cell.ToString());
        Assert.Equal("0123456789ab", new QuestionId("0123456789ab").ToString());
    }

    [Fact]
    public void A_hash_is_the_SHA_256_of_the_text()
    {
        // FIPS 180-4, the example "abc".
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", CurveSpec.Hash("abc"));
    }

    private static (CurveSpec Curve, int Width, int SeedIndex) Change(string field) => field switch
    {
        "task" => (Curve with { Task = "xor(seed=1)" }, 8, 2),
        "architecture" => (Curve with { Architecture = "mlp(act=relu,depth=2)" }, 8, 2),
        "strategy" => (Curve with { Strategy = "rigl(sparsity=0.9)" }, 8, 2),
        "optimizer" => (Curve with { Optimizer = "adam(lr=0.02)" }, 8, 2),
        "criterion" => (Curve with { Criterion = "Z0" }, 8, 2),
        "steps" => (Curve with { Steps = 3001 }, 8, 2),
        "seed" => (Curve with { Seed = 1 }, 8, 2),
        "width" => (Curve, 9, 2),
        _ => (Curve, 8, 3),
    };

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
