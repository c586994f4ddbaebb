using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Activations, losses and update rules on lanes against the same in double, one number at a time.</summary>
public sealed unsafe class LanePrimitiveTests
{
    public static TheoryData<string> Activations => [.. ActivationNames.All];

    public static TheoryData<string> Optimizers =>
        ["gd(lr=0.3)", "sgd(lr=0.1,batch=2)", "momentum(lr=0.1,mu=0.8)", "nesterov(lr=0.1,mu=0.8)", "adam(lr=0.02)", "adam(lr=0.02,b1=0.5,b2=0.9,eps=0.001)", .. OptimizerTexts.Varied];

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_and_its_slope_are_those_of_double_precision(string name)
    {
        var kind = ActivationNames.Parse(name);
        var map = LaneMap<Lanes512, Vector512<float>>.Of(kind);
        var values = stackalloc float[16];
        var kept = stackalloc float[16];
        var gradients = stackalloc float[16];
        for (var z = -12.0; z < 12; z += 0.37)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                values[lane] = (float)(z + (lane * 0.021));
                gradients[lane] = 2;
            }

            var inputs = new ReadOnlySpan<float>(values, 16).ToArray();
            map.Forward(values, kept, 1);
            map.Backward(gradients, map.KeepsInput ? kept : values, 1);
            for (var lane = 0; lane < 16; lane++)
            {
                double input = inputs[lane];
                const double h = 1e-5;
                var slope = (ScalarNetwork.Value(kind, input + h) - ScalarNetwork.Value(kind, input - h)) / (2 * h);

                // Float32 of numbers up to 12; the differences of kinked functions are exact away from 0, which is not met.
                Assert.Equal(ScalarNetwork.Value(kind, input), values[lane], 3e-6);
                Assert.Equal(2 * slope, gradients[lane], 3e-6);
            }
        }
    }

    [Theory]
    [InlineData(LossKind.Logistic)]
    [InlineData(LossKind.Squared)]
    [InlineData(LossKind.Softmax)]
    public void The_gradient_of_a_loss_is_the_difference_of_its_values(LossKind loss)
    {
        const int rows = 5;
        var columns = loss == LossKind.Logistic ? 1 : 3;
        var random = new RandomSequence(7, RandomPurpose.Simulation);
        using var outputs = new LaneMemory(rows * columns * 16);
        using var gradients = new LaneMemory(rows * columns * 16);
        using var targets = new LaneMemory(rows * columns);
        var scale = 0.25f;
        for (var i = 0; i < outputs.Count; i++)
        {
            outputs.Start[i] = (float)(3 * random.NextNormal());
        }

        for (var row = 0; row < rows; row++)
        {
            targets.Start[loss == LossKind.Logistic ? row : (row * columns) + (row % columns)] = loss == LossKind.Logistic ? row % 2 : 1;
        }

        var places = new LossPlaces
        {
            Outputs = outputs.Start,
            Gradients = gradients.Start,
            Column = rows * 16,
            Targets = targets.Start,
            TargetRow = columns,
            TargetColumn = 1,
            Scales = &scale,
            ScaleRow = 0,
            Rows = rows,
            Columns = columns,
        };
        switch (loss)
        {
            case LossKind.Logistic: LaneLossGradient<Lanes512, Vector512<float>, SharedOperand>.Each<LaneLogistic>(places); break;
            case LossKind.Squared: LaneLossGradient<Lanes512, Vector512<float>, SharedOperand>.Each<LaneSquared>(places); break;
            default: LaneLossGradient<Lanes512, Vector512<float>, SharedOperand>.Softmax(places); break;
        }

        for (var lane = 0; lane < 16; lane++)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    const double h = 1e-5;
                    var slope = (Loss(lane, row, column, h) - Loss(lane, row, column, -h)) / (2 * h);

                    // The squared loss leaves the factor 2 of its derivative to the scale.
                    var expected = loss == LossKind.Squared ? slope / 2 * scale : slope * scale;
                    Assert.Equal(expected, gradients.Start[(((column * rows) + row) * 16) + lane], 1e-6);
                }
            }
        }

        double Loss(int lane, int row, int moved, double by)
        {
            var values = Enumerable.Range(0, columns)
                .Select(column => outputs.Start[(((column * rows) + row) * 16) + lane] + (column == moved ? by : 0)).ToArray();
            return loss switch
            {
                LossKind.Logistic => Math.Log(1 + Math.Exp(row % 2 == 1 ? -values[0] : values[0])),
                LossKind.Squared => values.Select((value, column) => Math.Pow(value - targets.Start[(row * columns) + column], 2)).Sum(),
                _ => Math.Log(values.Sum(Math.Exp)) - values[row % columns],
            };
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fifty_steps_of_a_rule_are_fifty_steps_by_hand_for_lanes_of_different_age_and_rate(string text)
    {
        const int parameters = 3;
        var choice = OptimizerCatalogue.All.Bind(text);
        var rule = choice.Entry.Rule(choice.Arguments);
        var update = LaneUpdate<Lanes512, Vector512<float>>.Of(rule);
        using var weights = new LaneWeights<Lanes512, Vector512<float>>([new Layer.Dense(2, 1, Bias: true, Initialisation.Uniform)], update.Slots);
        using var schedule = new LaneSchedule<Lanes512, Vector512<float>>(rule, stepLimit: 60);
        using var gradients = new LaneMemory(parameters * 16);
        var byHand = new RuleByHand[16, parameters];
        var random = new RandomSequence(RandomSequence.KeyOf(text), RandomPurpose.Simulation);
        for (var lane = 0; lane < 16; lane++)
        {
            Begin(lane);
        }

        for (var step = 0; step < 50; step++)
        {
            for (var i = 0; i < gradients.Count; i++)
            {
                gradients.Start[i] = (float)random.NextNormal();
                byHand[i % 16, i / 16].Step(gradients.Start[i]);
            }

            schedule.Prepare(1);
            update.Run(weights, gradients.Start, schedule.Rates(0));
            schedule.Advance(1);
            if (step == 20)
            {
                // A lane is refilled in the middle.
                Begin(3);
            }
        }

        var found = new float[parameters];
        for (var lane = 0; lane < 16; lane++)
        {
            weights.Get(lane, found);
            for (var i = 0; i < parameters; i++)
            {
                Assert.Equal(byHand[lane, i].Weight, found[i], 1e-5);
            }
        }

        void Begin(int lane)
        {
            float[] start = [.. Enumerable.Range(0, parameters).Select(_ => (float)random.NextNormal())];
            var rate = rule.LearningRate * (1 + (lane % 3));
            weights.Set(lane, start, mask: []);
            schedule.Start(lane, rate);
            for (var i = 0; i < parameters; i++)
            {
                byHand[lane, i] = new(rule with { LearningRate = rate }, start[i]);
            }
        }
    }

    [Fact]
    public void Beyond_its_table_a_schedule_goes_on_as_the_formula_does()
    {
        var rule = new UpdateRule.Adam(0.01, null, 0.9, 0.99999, 1e-8);
        using var schedule = new LaneSchedule<Lanes128, Vector128<float>>(rule, stepLimit: 1_000_000);

        foreach (var step in new[] { 1, 100, 65_500, 65_536, 65_537, 65_600, 700_000 })
        {
            schedule.Start(0, 0.01);
            while (schedule.Step(0) < step - 1)
            {
                schedule.Advance(1);
            }

            schedule.Prepare(2);
            foreach (var ahead in new[] { 0, 1 })
            {
                var rates = schedule.Rates(ahead);
                Assert.Equal(-0.01 / (1 - Math.Pow(0.9, step + ahead)), rates.MinusRate[0], 1e-8);
                var exact = 1 / Math.Sqrt(1 - Math.Pow(0.99999, step + ahead));
                Assert.Equal(exact, rates.Correction[0], exact * 1e-6);
            }
        }
    }

    [Fact]
    public void A_parameter_finds_its_way_to_its_place_and_back()
    {
        List<Layer.Dense> layers = [new(3, 4, Bias: true, Initialisation.Uniform), new(4, 2, Bias: false, Initialisation.Uniform)];
        using var weights = new LaneWeights<Lanes256, Vector256<float>>(layers, slots: 0);
        float[] first = [.. Enumerable.Range(1, weights.Count).Select(i => (float)i)];
        float[] second = [.. Enumerable.Range(1, weights.Count).Select(i => -(float)i)];

        weights.Set(2, first, mask: []);
        weights.Set(5, second, mask: []);

        var found = new float[weights.Count];
        weights.Get(2, found);
        Assert.Equal(first, found);
        weights.Get(5, found);
        Assert.Equal(second, found);

        // Neuron by neuron: unit 1 of the first layer has weights 2, 6, 10 (rows of [inputs, outputs]) and bias 14.
        Assert.Equal([2, 6, 10, 14], Enumerable.Range(4, 4).Select(i => weights.Values.Start[(i * 8) + 2]));
    }
}
