using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>The eager loop of a PyTorch tutorial on one network, in a Python process that trains whenever it gets a line.</summary>
internal sealed class PythonContestant : IContestant
{
    private const string Script =
        """
        import json, sys, time
        import torch
        from torch import nn
        torch.set_num_threads(1)
        shape = json.loads(sys.stdin.readline())
        layers = []
        for layer in shape["layers"]:
            if "activation" in layer:
                layers.append(getattr(nn, layer["activation"])())
            else:
                layers.append(nn.Linear(layer["inputs"], layer["outputs"], bias=layer["bias"]))
        network = nn.Sequential(*layers)
        rule = shape["rule"]
        optimizer = torch.optim.Adam(network.parameters(), lr=rule["lr"]) if rule["name"] == "adam" \
            else torch.optim.SGD(network.parameters(), lr=rule["lr"], momentum=rule["momentum"])
        inputs = torch.tensor(shape["inputs"], dtype=torch.float32).reshape(shape["rows"], -1)
        if shape["loss"] == "softmax":
            targets = torch.tensor(shape["targets"], dtype=torch.int64)
            loss_of = nn.CrossEntropyLoss()
        else:
            targets = torch.tensor(shape["targets"], dtype=torch.float32).reshape(shape["rows"], -1)
            loss_of = nn.BCEWithLogitsLoss() if shape["loss"] == "logistic" else nn.MSELoss()
        print("ready", flush=True)
        for line in sys.stdin:
            seconds, begin, steps = float(line), time.perf_counter(), 0
            while time.perf_counter() - begin < seconds:
                for _ in range(10):
                    optimizer.zero_grad()
                    loss = loss_of(network(inputs), targets)
                    loss.backward()
                    optimizer.step()
                steps += 10
            print(steps / (time.perf_counter() - begin), flush=True)
        """;

    private readonly Process _process;
    private readonly double _seconds;

    public PythonContestant(PythonTorch python, TrainingPlan plan, int width, double seconds)
    {
        _seconds = seconds;
        _process = Process.Start(new ProcessStartInfo(python.Interpreter, ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.WriteLine(Shape(plan, width));
        _process.StandardInput.Flush();
        _ = Read();
    }

    public string Engine => "pytorch";

    public int Replicas => 1;

    public double NetworkStepsPerSecond()
    {
        _process.StandardInput.WriteLine(_seconds.ToString("R", CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Read() => _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("bench: the Python process ended before its turn was over.");

    private static string Shape(TrainingPlan plan, int width) => JsonSerializer.Serialize(new
    {
        layers = plan.Layers(width).Select(layer => layer switch
        {
            Layer.Dense dense => (object)new { inputs = dense.Inputs, outputs = dense.Outputs, bias = dense.Bias },
            Layer.Activation { Kind: ActivationKind.Relu } => new { activation = "ReLU" },
            Layer.Activation { Kind: ActivationKind.Tanh } => new { activation = "Tanh" },
            _ => throw new ArgumentException($"The PyTorch baseline has no form of {layer}.", nameof(plan)),
        }),
        rule = plan.Rule switch
        {
            UpdateRule.Adam { WeightDecay: 0, Schedule.IsConstant: true } adam => new { name = "adam", lr = adam.LearningRate, momentum = 0.0 },
            UpdateRule.Momentum { Schedule.IsConstant: true } momentum => new { name = "sgd", lr = momentum.LearningRate, momentum = momentum.Decay },
            _ => throw new ArgumentException($"The PyTorch baseline has no form of {plan.Rule}.", nameof(plan)),
        },
        rows = plan.Data.Samples,
        inputs = plan.Data.Inputs,
        targets = plan.Judge.Targets.Loss == LossKind.Softmax ? (object)plan.Data.Labels! : plan.Judge.Targets.Values,
        loss = plan.Judge.Targets.Loss switch { LossKind.Softmax => "softmax", LossKind.Logistic => "logistic", _ => "squared" },
    });
}
