using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Searches;

/// <summary>Looks above a finished interval, at 2U and 4U, for networks that get worse again with width.</summary>
internal sealed class SentinelPlanner(SearchSettings settings, SearchBoard board, SuccessModel model)
{
    private const double LargestShare = .15;
    private const int FewestLanes = 4;
    private double? _spentBefore;

    /// <returns>Null once both widths are certified, or no telling launch is left within 15 % of what the search spent.</returns>
    public LaunchPlan? Plan(int lanes)
    {
        _spentBefore ??= board.Spent;
        var allowance = (LargestShare * _spentBefore.Value) - (board.Spent - _spentBefore.Value);
        var learnt = false;
        foreach (var factor in (int[])[2, 4])
        {
            var width = (long)factor * board.UpperEnd;
            if (width > settings.MaxWidth || board.Find((int)width) is { Certificate: not Certificate.None })
            {
                continue;
            }

            var affordable = Math.Min(lanes, Math.Floor(allowance / settings.Cost((int)width)));
            if (affordable < FewestLanes)
            {
                continue;
            }

            if (!learnt)
            {
                model.Learn(board.Widths);
                learnt = true;
            }

            var need = ZoomCandidate.At((int)width, settings, board, model, plugIn: false).High.Trainings;
            return LaunchPlan.Sentinel(
                settings.Success, (int)width, (int)Math.Min(affordable, Math.Max(need, FewestLanes)));
        }

        return null;
    }
}
