namespace OverparamBounds.Analysis.Searches;

/// <summary>Doubles the width from the smallest up, several widths a launch, until one looks promising.</summary>
internal sealed class AscentPlanner(SearchSettings settings, SearchBoard board)
{
    private const int FewestLanes = 8;
    private const int FewestTelling = 4;

    /// <summary>Whether there are wider widths to try, and reason to: no width is HIGH.</summary>
    public bool CanWiden => board.High is null && board.Widest < settings.MaxWidth;

    /// <summary>Whether the search still has to look wider: nothing above L is certified or promising.</summary>
    public bool Applies
    {
        get
        {
            if (!CanWiden)
            {
                return false;
            }

            foreach (var width in board.Widths)
            {
                if (width.Width > board.SteeringLow && width.Trials >= FewestTelling
                    && (double)width.Fitted / width.Trials >= .9 * settings.Success)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <param name="lanes">Most trainings of the launch.</param>
    public LaunchPlan Plan(int lanes)
    {
        var lanesPerWidth = LanesPerWidth();
        var mostWidths = Math.Max(1, lanes / lanesPerWidth);
        var count = Math.Min(lanes, lanesPerWidth);
        var width = board.Widest == 0 ? settings.MinWidth : Math.Min(2 * board.Widest, settings.MaxWidth);
        var parts = new List<WidthLanes> { new(width, count) };

        // Narrow networks are cheap: all up to 16 times the narrowest go together, later ones up to four times the first.
        var firstCost = settings.Cost(width);
        var freeCost = settings.Cost(16 * settings.MinWidth);
        var sum = firstCost;
        while (width < settings.MaxWidth && parts.Count < mostWidths)
        {
            width = Math.Min(2 * width, settings.MaxWidth);
            sum += settings.Cost(width);
            if (sum > 4 * firstCost && sum > freeCost)
            {
                break;
            }

            parts.Add(new(width, count));
        }

        return LaunchPlan.Ascend(settings.Success, parts);
    }

    /// <summary>As many as certify LOW when all of them fail.</summary>
    private int LanesPerWidth()
    {
        var threshold = board.NextThreshold;
        var count = FewestLanes;

        // More than a launch holds is as good as a launch.
        while (count < settings.Lanes && board.Evidence.Low(0, count) < threshold)
        {
            count++;
        }

        return count;
    }
}
