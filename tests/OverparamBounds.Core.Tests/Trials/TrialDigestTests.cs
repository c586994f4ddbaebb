using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Tests.Trials;

/// <summary>The fingerprint of a trial sees every part of its outcome.</summary>
public sealed class TrialDigestTests
{
    private static readonly ModelSize Size = new(Dense: 33, Nonzero: 32, Effective: 31, Bits: 1024);
    private static readonly float[] Parameters = [0.5f, -1.25f, 0f, 3e-39f];

    private static string Digest => TrialDigest.Of(TrialOutcome.Fitted, 120, Size, Parameters);

    public static TheoryData<string, string> Changed { get; } = new()
    {
        { "outcome", TrialDigest.Of(TrialOutcome.NotFitted, 120, Size, Parameters) },
        { "another outcome", TrialDigest.Of(TrialOutcome.Diverged, 120, Size, Parameters) },
        { "steps", TrialDigest.Of(TrialOutcome.Fitted, 121, Size, Parameters) },
        { "dense", TrialDigest.Of(TrialOutcome.Fitted, 120, Size with { Dense = 34 }, Parameters) },
        { "nonzero", TrialDigest.Of(TrialOutcome.Fitted, 120, Size with { Nonzero = 33 }, Parameters) },
        { "effective", TrialDigest.Of(TrialOutcome.Fitted, 120, Size with { Effective = 32 }, Parameters) },
        { "bits", TrialDigest.Of(TrialOutcome.Fitted, 120, Size with { Bits = 1025 }, Parameters) },
        { "counts swapped", TrialDigest.Of(TrialOutcome.Fitted, 120, new(33, 31, 32, 1024), Parameters) },
        { "last bit of a parameter", TrialDigest.Of(TrialOutcome.Fitted, 120, Size, [0.5f, -1.25f, 0f, float.BitIncrement(3e-39f)]) },
        { "sign of a zero", TrialDigest.Of(TrialOutcome.Fitted, 120, Size, [0.5f, -1.25f, -0f, 3e-39f]) },
        { "order", TrialDigest.Of(TrialOutcome.Fitted, 120, Size, [-1.25f, 0.5f, 0f, 3e-39f]) },
        { "one parameter fewer", TrialDigest.Of(TrialOutcome.Fitted, 120, Size, [0.5f, -1.25f, 0f]) },
        { "no parameters", TrialDigest.Of(TrialOutcome.Fitted, 120, Size, []) },
    };

    [Fact]
    public void A_digest_is_the_same_each_time_and_32_hex_digits_long()
    {
        Assert.Equal(Digest, TrialDigest.Of(TrialOutcome.Fitted, 120, Size, (float[])Parameters.Clone()));
        Assert.Matches("^[0-9a-f]{32}$", Digest);
    }

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_change_anywhere_changes_the_digest(string what, string digest)
    {
        Assert.True(Digest != digest, what);
    }

    [Fact]
    public void One_not_a_number_is_like_another()
    {
        // Processors disagree about the sign and payload of what 0/0 is.
        var (positive, negative) = (BitConverter.UInt32BitsToSingle(0x7FC00001), BitConverter.UInt32BitsToSingle(0xFFC00000));

        Assert.Equal(
            TrialDigest.Of(TrialOutcome.Diverged, 120, Size, [positive, 1f, negative]),
            TrialDigest.Of(TrialOutcome.Diverged, 120, Size, [negative, 1f, float.NaN]));
        Assert.NotEqual(
            TrialDigest.Of(TrialOutcome.Diverged, 120, Size, [positive, 1f]),
            TrialDigest.Of(TrialOutcome.Diverged, 120, Size, [float.PositiveInfinity, 1f]));
    }

    [Fact]
    public void Outcomes_read_back_from_their_names()
    {
        Assert.Equal(["fitted", "notFitted", "diverged"], Enum.GetValues<TrialOutcome>().Select(outcome => outcome.Name()));
        Assert.All(Enum.GetValues<TrialOutcome>(), outcome => Assert.Equal(outcome, TrialOutcomeNames.Parse(outcome.Name())));
    }
}
