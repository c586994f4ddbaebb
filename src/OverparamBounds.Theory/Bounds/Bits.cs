namespace OverparamBounds.Theory.Bounds;

/// <summary>Labels as information: n log₂C bits at so many bits a parameter.</summary>
internal static class Bits
{
    public static BoundClaim Parameters(BoundProblem problem, double bits) => problem.Problem.Classes < 2
        ? BoundClaim.Nothing("Real targets carry no countable bits.")
        : BoundClaim.Parameters(problem.Samples * Math.Log2(problem.Problem.Classes) / bits);
}
