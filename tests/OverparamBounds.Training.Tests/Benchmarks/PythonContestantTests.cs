using OverparamBounds.Core.Specs;
using OverparamBounds.Testing;
using OverparamBounds.Training.Benchmarks;

namespace OverparamBounds.Training.Tests.Benchmarks;

/// <summary>The conversation with a Python process, with a stand-in for torch that trains nothing.</summary>
public sealed class PythonContestantTests
{
    /// <summary>What the script asks of torch, each call a hundredth of a millisecond or so.</summary>
    private const string StandIn =
        """
        __version__ = "0.0-stand-in"
        class Tensor:
            def __init__(self, values): self.values = values
            def reshape(self, *shape):
                assert len(self.values) % shape[0] == 0
                return self
            def backward(self): pass
        float32, int64 = "float32", "int64"
        def tensor(values, dtype):
            assert dtype == float32 or all(isinstance(value, int) for value in values)
            return Tensor(values)
        def set_num_threads(count): assert count == 1
        class nn:
            class Linear:
                def __init__(self, inputs, outputs, bias): assert inputs > 0 and outputs > 0 and bias is True
            class ReLU: pass
            class Sequential:
                def __init__(self, *layers): assert len(layers) == 3
                def parameters(self): return []
                def __call__(self, inputs): return inputs
            class CrossEntropyLoss:
                def __call__(self, outputs, targets): return outputs
            class BCEWithLogitsLoss(CrossEntropyLoss): pass
            class MSELoss(CrossEntropyLoss): pass
        class optim:
            class Adam:
                def __init__(self, parameters, lr): assert lr == 0.01
                def zero_grad(self): pass
                def step(self): pass
            class SGD(Adam):
                def __init__(self, parameters, lr, momentum): assert momentum == 0.9
        """;

    public static TheoryData<string, int> Shapes => new() { { "adam", 2 }, { "adam", 3 }, { "momentum(lr=0.01)", 0 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_takes_turns_until_it_is_dismissed(string optimizer, int classes)
    {
        using var folder = new TemporaryFolder();
        var python = PythonTorch.Find(Interpreter(folder));
        var plan = Curves.Plan(classes == 0 ? Curves.Regression(6, 3, 2) : Curves.Clouds(6, 3, classes), optimizer: optimizer);

        using var contestant = new PythonContestant(python, plan, width: 4, seconds: 0.05);

        Assert.Equal("0.0-stand-in", python.Version);
        Assert.True(contestant.NetworkStepsPerSecond() > 100);
        Assert.True(contestant.NetworkStepsPerSecond() > 100);
    }

    [Fact]
    public void An_interpreter_without_torch_is_refused()
    {
        using var folder = new TemporaryFolder();
        var interpreter = Interpreter(folder);
        File.WriteAllText(folder.File("torch.py"), "raise ImportError('no such module here')");

        var problem = Assert.Throws<RequestException>(() => PythonTorch.Find(interpreter));

        Assert.Contains("no such module here", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>python3 with the stand-in on its path.</summary>
    private static string Interpreter(TemporaryFolder folder)
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "The stand-in interpreter is a shell script.");
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(path => File.Exists(Path.Combine(path, "python3")));
        Assert.SkipUnless(found, "python3 is not installed.");
        File.WriteAllText(folder.File("torch.py"), StandIn);
        var script = folder.File("python-with-stand-in");
        File.WriteAllText(script, $"#!/bin/sh\nPYTHONDONTWRITEBYTECODE=1 PYTHONPATH='{folder.Path}' exec python3 \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return script;
    }
}
