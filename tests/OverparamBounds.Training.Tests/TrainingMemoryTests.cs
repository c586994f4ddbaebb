using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Tests;

/// <summary>The memory of a training, counted by hand.</summary>
public sealed class TrainingMemoryTests
{
    /// <summary>Rows x (units + outputs) of 20 rows, and 3 x 7 + 7 + 7 + 1 = 36 parameters.</summary>
    [Theory]
    [InlineData("gd", 4 * 2 * 36)]
    [InlineData("momentum", 4 * 3 * 36)]
    [InlineData("rmsprop", 4 * 3 * 36)]
    [InlineData("adam", 4 * 4 * 36)]
    [InlineData("adamw", 4 * 4 * 36)]
    public void Of_a_network_with_one_hidden_layer(string optimizer, long state)
    {
        var plan = Curves.Plan(Curves.Clouds(20, 3, 2), optimizer: optimizer);

        Assert.Equal(new(state, 4 * 20 * 8), TrainingMemory.Of(plan, plan.Layers(7), checkpointing: false));
    }

    [Fact]
    public void Of_rules_that_look_ahead_or_train_in_double()
    {
        TrainingBytes Of(string optimizer)
        {
            var plan = Curves.Plan(Curves.Clouds(20, 3, 2), optimizer: optimizer);
            return TrainingMemory.Of(plan, plan.Layers(7), checkpointing: false);
        }

        // Each kept pair is two vectors; point, gradient and direction are three more.
        Assert.Equal(8 * 36 * 2, (Of("lbfgs(history=6)").State - Of("lbfgs(history=5)").State));
        Assert.Equal(8 * 36 * (2 + 10 + 3), Of("lbfgs(history=5)").State);
        Assert.Equal(8 * 20 * 8, Of("lbfgs").Activations);

        // 20 residuals are fewer than 36 parameters: three Jacobians and three matrices of the residuals.
        Assert.Equal(8 * ((2 * 36) + (3 * 20 * 36) + (3 * 20 * 20)), Of("lm").State);
        Assert.Equal(Of("adam").Activations, Of("sam").Activations);
        Assert.Equal(4 * 36, Of("sam(base=adam)").State - Of("adam").State);
    }

    [Fact]
    public void Of_a_minibatch_only_its_rows_count()
    {
        var plan = Curves.Plan(Curves.Clouds(20, 3, 2), optimizer: "sgd(batch=5)");

        Assert.Equal(4 * 5 * 8, TrainingMemory.Of(plan, plan.Layers(7), checkpointing: false).Activations);
    }

    /// <summary>Of 17 equal layers four or five pass a border, and one part of as many is held.</summary>
    [Fact]
    public void With_checkpointing_a_deep_network_holds_about_twice_the_root_of_its_layers()
    {
        var plan = Curves.Plan(Curves.Clouds(20, 64, 2), "mlp(depth=16)");

        var (all, cut) = (Of(checkpointing: false), Of(checkpointing: true));

        Assert.Equal(all.State, cut.State);
        Assert.InRange(cut.Activations, 4 * 20 * 64 * 6, 4 * 20 * 64 * 8);
        Assert.InRange(all.Activations, 4 * 20 * 64 * 16, 4 * 20 * 64 * 17);

        TrainingBytes Of(bool checkpointing) => TrainingMemory.Of(plan, plan.Layers(64), checkpointing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_trial_records_it_and_its_digest_does_not_depend_on_it(bool checkpointing)
    {
        var plan = Curves.Plan(Curves.Xor, "mlp(depth=6)", steps: 30);

        var result = Assert.Single(plan.Train(Curves.Seeds(9, 0, 1), checkpointing: checkpointing));

        Assert.Equal(TrainingMemory.Of(plan, plan.Layers(9), checkpointing), result.Memory);
        Assert.Equal(Assert.Single(plan.Train(Curves.Seeds(9, 0, 1))).Digest, result.Digest);
        Assert.NotNull(Assert.Single(plan.TrainOnLanes(Curves.Seeds(9, 0, 1))).Memory);
    }
}
