namespace OverparamBounds.Core.Data;

/// <summary>The sizes of a data set, which are all that architectures and counting bounds need.</summary>
/// <param name="Samples">n, training rows.</param>
/// <param name="Features">d, inputs of a row.</param>
/// <param name="Outputs">C, output units: 1 for two classes.</param>
/// <param name="Classes">Number of classes; 0 for regression.</param>
public sealed record Problem(int Samples, int Features, int Outputs, int Classes)
{
    /// <summary>What the inputs of a row are; a vector where nothing else is said.</summary>
    public InputShape Shape { get; init; } = new InputShape.Vector(Features);

    /// <summary>Targets of a row: 1, or as many of the last positions of a sequence as are to be predicted.</summary>
    public int CasesPerRow { get; init; } = 1;

    /// <summary>Targets to be fitted, all rows together.</summary>
    public int Cases => checked(Samples * CasesPerRow);

    public bool IsClassification => Classes > 0;
}
