namespace OverparamBounds.Core.Optimizers;

/// <summary>How a learning rate falls off after the warmup.</summary>
public enum RateDecay
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Along half a cosine, over one span; constant after it.</summary>
    Cosine,

    /// <summary>At once, at the end of every span.</summary>
    Step,
}

/// <summary>
/// The learning rate of each step as a share of the one chosen. It has a length of its own and does not look at the
/// step budget, so that a longer budget extends the same run.
/// </summary>
/// <param name="Warmup">Steps over which the rate rises in equal parts; the last of them has the whole rate.</param>
/// <param name="Span">Steps of the cosine, or between two falls; they count from the end of the warmup.</param>
/// <param name="Factor">The share at the end of the cosine, or what each fall leaves; 0..1.</param>
public sealed record RateSchedule(int Warmup, RateDecay Decay, int Span, double Factor)
{
    public static RateSchedule Constant { get; } = new(Warmup: 0, RateDecay.Constant, Span: 1, Factor: 1);

    /// <summary>Whether every step has the whole rate.</summary>
    public bool IsConstant => Warmup <= 1 && Decay == RateDecay.Constant;

    /// <summary>The share at a step, counted from 1.</summary>
    public double At(int step)
    {
        if (step <= Warmup)
        {
            return (double)step / Warmup;
        }

        var after = (double)(step - 1 - Warmup);
        return Decay switch
        {
            RateDecay.Cosine => Factor + ((1 - Factor) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(after / Span, 1)))),
            RateDecay.Step => Math.Pow(Factor, Math.Floor(after / Span)),
            _ => 1,
        };
    }
}
