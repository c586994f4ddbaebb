using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>What holds for the layers of every architecture: a new entry is tested by being listed.</summary>
public sealed class ArchitectureLayerTests
{
    public static TheoryData<string> Ids { get; } = [.. ArchitectureCatalogue.All.Select(entry => entry.Id)];

    public static TheoryData<string> Variants { get; } =
    [
        .. ArchitectureCatalogue.All.Select(entry => entry.Id),
        "mlp(depth=3,bias=false)", "bottleneck(wide=5)", "duresnet(depth=5,act=tanh)", "resnet(depth=3)", "rnn(layers=3,act=relu)",
        "gru(embed=5)", "lstm(layers=2,embed=1)", "transformer(layers=1,heads=4)", "transformer(norm=post,causal=false)",
        "transformer(layers=3,heads=3,ff=1,bias=false,act=gelu)",
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Each_layer_reads_what_the_one_before_it_makes_and_the_last_makes_the_targets(string text)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);

        foreach (var problem in ArchitectureProblems.ReadBy(architecture))
        {
            foreach (var width in new[] { 1, 2, 3, 8, 33 })
            {
                var layers = architecture.Layers(width, problem);

                Assert.Equal(new LayerFlow(problem.CasesPerRow, problem.Outputs), LayerFlow.Of(problem, layers[0]).Through(layers));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_reference_network_runs_it_from_its_drawn_weights_to_finite_outputs(string text)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);

        foreach (var problem in ArchitectureProblems.ReadBy(architecture))
        {
            var layers = architecture.Layers(2, problem);
            var data = Rows(problem);
            var parameters = Array.ConvertAll(Initialiser.Draw(layers, data, key: 5), number => (double)number);

            var outputs = ScalarNetwork.ForwardAll(layers, parameters, data.Inputs, data.Samples);

            Assert.Equal(problem.Cases * problem.Outputs, outputs.Length);
            Assert.All(outputs, output => Assert.True(double.IsFinite(output)));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Rows_together_are_computed_as_rows_alone_unless_batch_norm_joins_them(string text)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);

        foreach (var problem in ArchitectureProblems.ReadBy(architecture))
        {
            var layers = architecture.Layers(3, problem);
            if (layers.OfType<Layer.BatchNorm>().Any())
            {
                continue;
            }

            var data = Rows(problem);
            var parameters = Initialiser.Draw(layers, data, key: 6);

            var together = ScalarNetwork.ForwardAll(layers, Array.ConvertAll(parameters, number => (double)number), data.Inputs, data.Samples);

            Assert.Equal(Enumerable.Range(0, data.Samples).SelectMany(row => ScalarNetwork.Forward(layers, parameters, data.Row(row))), together);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_wider_network_has_more_parameters_and_its_knob_is_named(string id)
    {
        var architecture = ArchitectureCatalogue.All.Bind(id);

        Assert.NotEqual("", architecture.Entry.Knob.Trim());
        Assert.All(ArchitectureProblems.ReadBy(architecture), problem =>
        {
            var counts = Enumerable.Range(1, 20).Select(width => architecture.ParameterCount(width, problem)).ToList();
            Assert.Equal(counts.Distinct().Order(), counts);
        });
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Blocks_of_inputs_are_the_positions_that_were_laid_side_by_side(string text)
    {
        var architecture = ArchitectureCatalogue.All.Bind(text);

        Assert.All(ArchitectureProblems.ReadBy(architecture), problem =>
        {
            var layers = architecture.Layers(3, problem);
            for (var at = 1; at < layers.Count; at++)
            {
                if (layers[at] is Layer.Dense dense)
                {
                    Assert.Equal(layers[at - 1] is Layer.Flatten flatten ? flatten.Positions : 1, dense.InputBlocks);
                }
            }
        });
    }

    private static Dataset Rows(Problem problem)
    {
        var random = new RandomSequence(RandomSequence.KeyOf("rows of every kind"), RandomPurpose.Simulation);
        var vocabulary = (problem.Shape as InputShape.Tokens)?.Vocabulary;
        return new()
        {
            Inputs = [.. Enumerable.Range(0, problem.Samples * problem.Features).Select(_ => vocabulary is { } symbols ? random.NextIndex(symbols) : random.NextNormal())],
            Samples = problem.Samples,
            Features = problem.Features,
            Shape = problem.Shape,
            CasesPerRow = problem.CasesPerRow,
            Labels = new int[problem.Cases],
            Classes = problem.Classes,
        };
    }
}
