using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Tasks;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Questions;

/// <summary>A checked question with its data: everything that the steps of a sweep need.</summary>
public sealed record Question(FindSpec Spec, LoadedTask Task, TrainingPlan Plan)
{
    public Choice<Architecture> Architecture => Plan.Architecture;

    /// <summary>Parameters of the network at a width.</summary>
    public long Parameters(int width) => Architecture.ParameterCount(width, Task.Data.Problem);
}
