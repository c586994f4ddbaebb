using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>The four points of {-1,1}^2 in counting order, the first coordinate slowest; the label is -x1 x2.</summary>
public static class Xor
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "xor",
        Title = "XOR",
        Source = new("Minsky, Papert", 1969, "Perceptrons"),
        OwnParameters =
        [
            Parameter.Choice("encoding", "inputs -1 and 1, or 0 and 1", "pm1", "pm1", "01") with { Quiet = true },
        ],
        Load = request => Make(request.Arguments),
    };

    private static RawData Make(SpecArguments arguments)
    {
        var low = arguments.Text("encoding") == "01" ? 0 : -1;
        return new(SignClasses.Dataset([low, low, low, 1, 1, low, 1, 1], features: 2, labels: [0, 1, 1, 0]));
    }
}
