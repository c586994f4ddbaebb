using OverparamBounds.Faults.Faults;

namespace OverparamBounds.Faults;

/// <summary>Every fault that can be tried, in the order of their numbers.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new R01KillWorkers(),
    ];
}
