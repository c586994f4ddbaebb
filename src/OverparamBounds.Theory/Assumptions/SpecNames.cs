using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Theory.Assumptions;

/// <summary>Names of nonlinearities in sentences, as users write them in specs.</summary>
internal static class SpecNames
{
    public static string SpecName(this ActivationKind kind) =>
        ActivationNames.All.First(name => ActivationNames.Parse(name) == kind);
}
