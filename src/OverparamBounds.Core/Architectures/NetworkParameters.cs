using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Parameters that several architectures have.</summary>
internal static class NetworkParameters
{
    /// <summary>Initialisation of layers that are no chain of dense layers.</summary>
    public static Parameter UsualInitialisation { get; } =
        Parameter.Choice("init", "how weights are drawn", "uniform", InitialisationNames.Usual) with { Quiet = true };

    public static Parameter Activation(string help, ActivationKind @default) =>
        Parameter.Choice("act", help, @default.SpecName(), ActivationNames.All);

    public static ActivationKind Activation(this SpecArguments arguments) => ActivationNames.Parse(arguments.Text("act"));

    public static Initialisation Initialisation(this SpecArguments arguments) => InitialisationNames.Parse(arguments.Text("init"));
}
