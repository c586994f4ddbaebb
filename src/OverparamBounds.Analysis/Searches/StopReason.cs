namespace OverparamBounds.Analysis.Searches;

/// <summary>Why a search ended.</summary>
public enum StopReason
{
    /// <summary>U/(L+1) is at most the wanted ratio.</summary>
    RatioReached,

    /// <summary>The widest width falls short, and no width reaches the level.</summary>
    NotReached,

    /// <summary>All trainings that the settings allow are spent.</summary>
    TrainingsSpent,

    /// <summary>Half the trainings are spent, and even in the favourable case a narrower interval is forecast to take more than are left.</summary>
    ForecastAboveBudget,

    /// <summary>The caller's time was up.</summary>
    TimeSpent,
}
