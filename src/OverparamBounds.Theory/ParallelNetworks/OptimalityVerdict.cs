namespace OverparamBounds.Theory.ParallelNetworks;

public enum OptimalityVerdict
{
    /// <summary>No network of any width has an objective below the network's by more than the tolerance.</summary>
    GlobalOptimum,

    /// <summary>A unit is known whose addition lowers the objective.</summary>
    NotGlobal,

    /// <summary>No such unit was found, but the network's own weights can still be moved downhill.</summary>
    NotStationary,

    /// <summary>Stationary, but the lower bound on all networks leaves a gap.</summary>
    Undecided,
}
