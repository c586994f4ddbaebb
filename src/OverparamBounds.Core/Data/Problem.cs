namespace OverparamBounds.Core.Data;

/// <summary>The sizes of a data set, which are all that architectures and counting bounds need.</summary>
/// <param name="Samples">n, training rows.</param>
/// <param name="Features">d, inputs of a row.</param>
/// <param name="Outputs">C, output units: 1 for two classes.</param>
/// <param name="Classes">Number of classes; 0 for regression.</param>
public sealed record Problem(int Samples, int Features, int Outputs, int Classes)
{
    public bool IsClassification => Classes > 0;
}
