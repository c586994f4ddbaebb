namespace OverparamBounds.Reporting.Figures;

/// <summary>The exponent a of a law y = C x^a, by least squares in logarithms.</summary>
/// <param name="Slope">Through the middles of the boxes; null where one is open or all stand at one x.</param>
/// <param name="Lower">The smallest slope that any values inside the boxes give; null where there is none.</param>
/// <param name="Upper">The largest.</param>
public sealed record PowerLaw(double? Slope, double? Lower, double? Upper)
{
    /// <summary>Differences of x below this share of its spread carry no weight, and are rounding.</summary>
    private const double Negligible = 1e-12;

    /// <param name="boxes">In any order, in logarithms to one base.</param>
    public static PowerLaw Through(IReadOnlyList<PowerLawBox> boxes)
    {
        var centre = boxes.Select(box => box.X).DefaultIfEmpty().Average();
        var spread = boxes.Sum(box => (box.X - centre) * (box.X - centre));
        if (!(spread > 0))
        {
            return new(null, null, null);
        }

        double? slope = 0, lower = 0, upper = 0;
        foreach (var box in boxes)
        {
            // The slope is linear in each y, so its extremes lie at corners of the boxes.
            var weight = (box.X - centre) / spread;
            if (Math.Abs(weight) * Math.Sqrt(spread) < Negligible)
            {
                slope = box.High is null ? null : slope;
                continue;
            }

            slope += weight * (box.Low + box.High) / 2;
            lower += weight * (weight > 0 ? box.Low : box.High);
            upper += weight * (weight > 0 ? box.High : box.Low);
        }

        return new(slope, lower, upper);
    }
}

/// <summary>What is known of one point: its x, and an interval of y, all logarithms.</summary>
/// <param name="High">Null where it is open.</param>
public sealed record PowerLawBox(double X, double Low, double? High);
