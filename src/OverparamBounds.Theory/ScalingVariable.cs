namespace OverparamBounds.Theory;

/// <summary>What a family of data sets or networks differs in.</summary>
public enum ScalingVariable
{
    Samples,
    Features,
    Outputs,
    Depth,
    Separation,
}

/// <summary>Names and nominal exponents of the variables.</summary>
public static class ScalingVariables
{
    /// <summary>The name on the command line, which is that of the task's parameter for the first three.</summary>
    public static string Name(this ScalingVariable variable) => variable switch
    {
        ScalingVariable.Samples => "n",
        ScalingVariable.Features => "d",
        ScalingVariable.Outputs => "C",
        ScalingVariable.Depth => "depth",
        _ => "separation",
    };

    /// <summary>The exponent that a theorem prints for a variable.</summary>
    public static double Of(this NominalExponents exponents, ScalingVariable variable) => variable switch
    {
        ScalingVariable.Samples => exponents.Samples,
        ScalingVariable.Features => exponents.Features,
        ScalingVariable.Outputs => exponents.Outputs,
        ScalingVariable.Depth => exponents.Depth,
        _ => exponents.Separation,
    };
}
