using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>The XOR table in small form: success shares against an independent implementation with 20,000 seeds a cell.</summary>
public sealed class XorTableTests
{
    private const int Seeds = 300;
    private const int ReferenceSeeds = 20_000;

    [Theory]
    [InlineData("relu", "adam(lr=0.01)", 3000, 2, 0.236)]
    [InlineData("relu", "adam(lr=0.01)", 3000, 6, 0.880)]
    [InlineData("tanh", "adam(lr=0.01)", 3000, 2, 0.529)]
    [InlineData("tanh", "gd(lr=0.5)", 5000, 3, 0.967)]
    [InlineData("relu", "gd(lr=0.5)", 5000, 4, 0.695)]
    public void Shares_agree_within_four_standard_errors(string activation, string optimizer, int steps, int width, double reference)
    {
        var plan = Curves.Plan(Curves.Xor, $"mlp(act={activation})", optimizer, steps: steps);

        var share = plan.Train(Curves.Seeds(width, 0, Seeds)).Average(result => result.Outcome == TrialOutcome.Fitted ? 1.0 : 0.0);

        var variance = reference * (1 - reference) * ((1.0 / Seeds) + (1.0 / ReferenceSeeds));
        Assert.InRange(share, reference - (4 * Math.Sqrt(variance)), reference + (4 * Math.Sqrt(variance)));
    }

    /// <summary>Another implementation with 1,000 seeds a cell: all four outputs within 1e-3 of ±1 on average.</summary>
    [Theory]
    [InlineData("tanh", 2, 0.855)]
    [InlineData("tanh", 3, 0.992)]
    [InlineData("relu", 2, 0.158)]
    [InlineData("relu", 3, 0.368)]
    [InlineData("relu", 4, 0.541)]
    [InlineData("relu", 6, 0.792)]
    public void Shares_of_Levenberg_Marquardt_agree_within_three_standard_errors(string activation, int width, double reference)
    {
        const int seeds = 1000;
        var plan = Curves.Plan(Curves.Xor, $"mlp(act={activation})", "lm", "mse", steps: 300);

        var share = plan.Train(Curves.Seeds(width, 0, seeds)).Average(result => result.Outcome == TrialOutcome.Fitted ? 1.0 : 0.0);

        var error = Math.Sqrt(reference * (1 - reference) * 2 / seeds);
        Assert.InRange(share, reference - (3 * error), reference + (3 * error));
    }
}
