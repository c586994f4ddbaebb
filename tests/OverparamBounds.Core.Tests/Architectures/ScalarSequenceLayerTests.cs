using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>Layers on sequences against the formulas of their papers, written out.</summary>
public sealed class ScalarSequenceLayerTests
{
    /// <summary>A few roundings of numbers of order 1.</summary>
    private const double Rounding = 1e-14;

    [Fact]
    public void Tokens_become_ones_or_rows_of_a_table()
    {
        Assert.Equal([0.0, 0, 1, 1, 0, 0], Run([new Layer.OneHot(2, 3)], [], [2, 0], samples: 1));
        Assert.Equal([5.0, 6, 1, 2, 3, 4, 5, 6], Run([new Layer.Embedding(2, 3, 2)], [1, 2, 3, 4, 5, 6], [2, 0, 1, 2], samples: 2));
    }

    [Fact]
    public void Each_position_gets_its_own_vector_in_every_row()
    {
        Assert.Equal(
            [11.0, 21, 31, 41, 12, 22, 32, 42],
            Run([new Layer.PositionEmbedding(2, 2)], [10, 20, 30, 40], [1, 1, 1, 1, 2, 2, 2, 2], samples: 2));
    }

    [Fact]
    public void The_last_positions_of_each_row_are_kept()
    {
        Assert.Equal(
            [3.0, 4, 5, 6, 9, 10, 11, 12],
            Run([new Layer.LastPositions(3, 2, 2)], [], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], samples: 2));
    }

    [Fact]
    public void Layer_norm_standardises_each_position_over_its_features()
    {
        // 1, 3: mean 2, variance 1. 10, 30: mean 20, variance 100.
        var outputs = Run([new Layer.LayerNorm(2, Positions: 2)], [2, 4, 0.5, -0.5], [1, 3, 10, 30], samples: 1);

        var (small, large) = (1 / Math.Sqrt(1 + 1e-5), 10 / Math.Sqrt(100 + 1e-5));
        AreNear([0.5 - (2 * small), -0.5 + (4 * small), 0.5 - (2 * large), -0.5 + (4 * large)], outputs);
    }

    [Fact]
    public void An_elman_cell_adds_both_biases_and_starts_each_row_from_nothing()
    {
        Layer[] layers = [new Layer.Recurrent(RecurrentKind.Elman, Length: 2, Inputs: 1, Hidden: 2, ActivationKind.Relu)];

        // h' = relu(x (1, 2) + h [[1, 10], [100, 1000]] + (0.25, 0) + (0.25, -1)).
        var outputs = Run(layers, [1, 2, 1, 10, 100, 1000, 0.25, 0, 0.25, -1], [1, 2, 0, 0], samples: 2);

        Assert.Equal([1.5, 1, 2 + 1.5 + 100 + 0.5, 4 + 15 + 1000 - 1, 0.5, 0, 0.5 + 0.5, 5 - 1], outputs);
    }

    [Fact]
    public void A_gated_recurrent_unit_follows_its_formula_step_by_step()
    {
        // One hidden unit: columns reset, update, new.
        double[] u = [0.5, -0.75, 1.25], w = [0.3, 0.9, -1.1], b = [0.1, 0.2, -0.3], c = [-0.4, 0.05, 0.6];
        double[] inputs = [1.5, -2, 0.25];
        var state = 0.0;
        var expected = new List<double>();
        foreach (var x in inputs)
        {
            var reset = Logistic((x * u[0]) + b[0] + (state * w[0]) + c[0]);
            var update = Logistic((x * u[1]) + b[1] + (state * w[1]) + c[1]);
            var fresh = Math.Tanh((x * u[2]) + b[2] + (reset * ((state * w[2]) + c[2])));
            state = ((1 - update) * fresh) + (update * state);
            expected.Add(state);
        }

        AreNear(expected, Run([Cell(RecurrentKind.Gru, hidden: 1)], [.. u, .. w, .. b, .. c], inputs, samples: 1));
    }

    [Fact]
    public void A_long_short_term_memory_follows_its_formula_step_by_step()
    {
        // One hidden unit: columns input, forget, cell, output.
        double[] u = [0.5, -0.75, 1.25, 0.4], w = [0.3, 0.9, -1.1, 0.7], b = [0.1, 0.2, -0.3, 1], c = [-0.4, 0.05, 0.6, -0.8];
        double[] inputs = [1.5, -2, 0.25];
        var (state, cell) = (0.0, 0.0);
        var expected = new List<double>();
        foreach (var x in inputs)
        {
            var z = Enumerable.Range(0, 4).Select(gate => (x * u[gate]) + b[gate] + (state * w[gate]) + c[gate]).ToList();
            cell = (Logistic(z[1]) * cell) + (Logistic(z[0]) * Math.Tanh(z[2]));
            state = Logistic(z[3]) * Math.Tanh(cell);
            expected.Add(state);
        }

        AreNear(expected, Run([Cell(RecurrentKind.Lstm, hidden: 1)], [.. u, .. w, .. b, .. c], inputs, samples: 1));
    }

    [Theory]
    [InlineData(RecurrentKind.Elman, 1)]
    [InlineData(RecurrentKind.Gru, 3)]
    [InlineData(RecurrentKind.Lstm, 4)]
    public void Units_of_a_cell_that_do_not_see_each_other_are_cells_of_one_unit(RecurrentKind kind, int gates)
    {
        const int hidden = 3;
        double[] inputs = [1.5, -2, 0.25];
        double Weight(int tensor, int gate, int unit) => Math.Sin((100 * tensor) + (10 * gate) + unit);

        // Gate by gate, each with its units; state weights on the diagonal alone.
        var one = Enumerable.Range(0, hidden).Select(unit => Run(
            [Cell(kind, 1)],
            [.. Enumerable.Range(0, 4).SelectMany(tensor => Enumerable.Range(0, gates).Select(gate => Weight(tensor, gate, unit)))],
            inputs,
            samples: 1)).ToList();
        double[] Row(int tensor, int? only) =>
            [.. Enumerable.Range(0, gates).SelectMany(gate => Enumerable.Range(0, hidden).Select(unit => only is null || only == unit ? Weight(tensor, gate, unit) : 0))];
        var all = Run(
            [Cell(kind, hidden)],
            [.. Row(0, null), .. Enumerable.Range(0, hidden).SelectMany(unit => Row(1, unit)), .. Row(2, null), .. Row(3, null)],
            inputs,
            samples: 1);

        AreNear(Enumerable.Range(0, inputs.Length).SelectMany(at => one.Select(states => states[at])), all);
    }

    [Fact]
    public void Causal_attention_sees_what_has_been_and_full_attention_everything()
    {
        // Two positions of two features: q, k, v side by side. Scores of the second position: (1·0 + 0·1, 1·2 + 0·0) / √2.
        double[] inputs = [3, 1, 0, 1, 10, 20, 1, 0, 2, 0, 30, 40];
        var second = Math.Exp(2 / Math.Sqrt(2));
        var share = second / (1 + second);
        double[] last = [10 + (20 * share), 20 + (20 * share)];

        AreNear([10, 20, .. last], Run([new Layer.Attention(2, 2, Heads: 1, IsCausal: true)], [], inputs, samples: 1));

        // Scores of the first position: (3·0 + 1·1, 3·2 + 1·0) / √2.
        var ahead = 1 / (1 + Math.Exp((1 - 6) / Math.Sqrt(2)));
        AreNear(
            [10 + (20 * ahead), 20 + (20 * ahead), .. last],
            Run([new Layer.Attention(2, 2, Heads: 1, IsCausal: false)], [], inputs, samples: 1));
    }

    [Fact]
    public void Heads_share_the_features_between_them_and_rows_do_not_see_each_other()
    {
        // With heads of one feature each feature is its own attention: scores q·k without a root.
        double[] row = [3, 1, 0, 1, 10, 20, 1, 0, 2, 0, 30, 40];
        double Mixed(double first, double second, double scoreOfFirst, double scoreOfSecond) =>
            first + ((second - first) / (1 + Math.Exp(scoreOfFirst - scoreOfSecond)));
        double[] expected = [Mixed(10, 30, 0, 6), Mixed(20, 40, 1, 0), Mixed(10, 30, 0, 2), Mixed(20, 40, 0, 0)];

        AreNear(
            [.. expected, 0, 0, 0, 0],
            Run([new Layer.Attention(2, 2, Heads: 2, IsCausal: false)], [], [.. row, .. new double[12]], samples: 2));
    }

    [Fact]
    public void Large_scores_of_attention_do_not_overflow()
    {
        AreNear(
            [5, 7],
            Run([new Layer.Attention(2, 1, Heads: 1, IsCausal: true)], [], [1, 1, 5, 1000, 1000, 7], samples: 1));
    }

    private static Layer.Recurrent Cell(RecurrentKind kind, int hidden) => new(kind, Length: 3, Inputs: 1, hidden, ActivationKind.Tanh);

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] Run(Layer[] layers, double[] parameters, double[] inputs, int samples)
    {
        Assert.Equal(layers.Sum(layer => layer.Parameters), parameters.Length);
        return ScalarNetwork.ForwardAll(layers, parameters, inputs, samples);
    }

    private static void AreNear(IEnumerable<double> expected, double[] outputs)
    {
        var wanted = expected.ToList();
        Assert.Equal(wanted.Count, outputs.Length);
        Assert.All(wanted.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, tolerance: Rounding * Math.Max(1, Math.Abs(pair.First)) * 4));
    }
}
