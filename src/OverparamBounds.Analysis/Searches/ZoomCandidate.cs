namespace OverparamBounds.Analysis.Searches;

/// <summary>A width inside the interval, with the price of certifying it on either side.</summary>
/// <param name="Low">Price of certifying that it falls short.</param>
/// <param name="High">Price of certifying that it reaches the level.</param>
internal readonly record struct ZoomCandidate(int Width, SidePrice Low, SidePrice High)
{
    public static ZoomCandidate At(int width, SearchSettings settings, SearchBoard board, SuccessModel model, bool plugIn)
    {
        var known = board.Find(width);
        var prospect = model.Foresee(width, known?.Fitted ?? 0, known?.Trials ?? 0);
        if (plugIn)
        {
            var rate = model.Divergence(prospect.Mean);
            prospect = prospect.Mean < settings.Success
                ? new(prospect.Mean, ChanceHigh: 0, RateLow: rate, RateHigh: 0)
                : new(prospect.Mean, ChanceHigh: 1, RateLow: 0, RateHigh: rate);
        }

        var threshold = known?.Threshold ?? (board.NextThreshold + 1);
        var cost = settings.Cost(width);
        return new(
            width,
            SidePrice.Of(cost, threshold - (known?.LogLow ?? 0), prospect.RateLow, 1 - prospect.ChanceHigh),
            SidePrice.Of(cost, threshold - (known?.LogHigh ?? 0), prospect.RateHigh, prospect.ChanceHigh));
    }
}

/// <summary>What one certificate is forecast to take.</summary>
/// <param name="Cost">In the unit of the settings' cost, weighed with the chance that the side is the wrong one.</param>
/// <param name="Trainings">Trainings, with a little to spare, if the side is the right one.</param>
internal readonly record struct SidePrice(double Cost, double Trainings)
{
    public static SidePrice Of(double runCost, double missingEvidence, double rate, double chance)
    {
        var missing = Math.Max(.5, missingEvidence);
        return new(
            runCost * missing / Math.Max(rate, 1e-9),
            Math.Ceiling(1.1 * missing / Math.Max(rate / Math.Max(chance, .05), 1e-6)) + 2);
    }
}
