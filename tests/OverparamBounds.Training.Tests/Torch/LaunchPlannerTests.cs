using System.Runtime.InteropServices;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Torch;

public sealed class LaunchPlannerTests
{
    private const long Plenty = 8L << 30;

    [Fact]
    public void A_padded_width_is_never_narrower_and_at_most_a_quarter_wider()
    {
        var plan = Curves.Plan(Curves.Xor);
        for (var width = 1; width < 5000; width++)
        {
            var padded = PaddedWidth.Of(plan, width);

            Assert.InRange(padded, width, width + (width / 4));
            Assert.Equal(padded, PaddedWidth.Of(plan, padded));
        }
    }

    [Fact]
    public void Every_trial_is_launched_once_among_trials_of_its_padded_width()
    {
        var plan = Curves.Plan(Curves.Clouds(50, 8, 3));
        IReadOnlyList<Trial> trials = [.. Enumerable.Range(1, 60).SelectMany(width => Curves.Seeds(width, 0, 17))];

        var launches = LaunchPlanner.Plan(plan, trials, new("cpu", Threads: 2, Plenty));

        Assert.Equal(trials.Order(Order), launches.SelectMany(launch => launch).Order(Order));
        Assert.All(launches, launch => Assert.Single(launch.Select(trial => PaddedWidth.Of(plan, trial.Width)).Distinct()));
        Assert.Contains(launches, launch => launch.Select(trial => trial.Width).Distinct().Count() > 1);
    }

    [Fact]
    public void No_launch_takes_more_memory_than_it_may()
    {
        var plan = Curves.Plan(Curves.Clouds(200, 30, 10));
        var bytes = LaunchPlanner.BytesPerReplica(plan, 256);

        var launches = LaunchPlanner.Plan(plan, Curves.Seeds(256, 0, 100), new("cpu", Threads: 1, 5 * bytes));

        Assert.All(launches, launch => Assert.InRange(launch.Count, 1, 5));
    }

    [Fact]
    public void A_network_too_large_for_memory_is_refused_with_the_numbers()
    {
        var plan = Curves.Plan(Curves.Clouds(200, 30, 10));

        var problem = Assert.Throws<InvalidOperationException>(() => LaunchPlanner.Plan(plan, Curves.Seeds(4096, 0, 1), new("cpu", Threads: 1, 1 << 20)));

        Assert.Contains("4096", problem.Message, StringComparison.Ordinal);
        Assert.Contains("MiB", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_launch_that_finds_no_memory_is_halved_until_it_does_and_the_results_are_the_same()
    {
        var plan = Curves.Plan(Curves.Xor, steps: 200);
        var results = new List<TrialResult>();
        var launched = new List<int>();
        var trainer = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 }) { BeforeLaunch = FailAboveFour };

        trainer.Train(new(plan.Curve, Curves.Seeds(5, 0, 13)), results.AddRange, progress: null, TestContext.Current.CancellationToken);

        Assert.Equal([13, 7, 6, 4, 3, 3, 3], launched);
        Assert.Equal(plan.Train(Curves.Seeds(5, 0, 13)).Select(Curves.Essence), results.OrderBy(result => result.Trial.SeedIndex).Select(Curves.Essence));

        void FailAboveFour(IReadOnlyList<Trial> trials)
        {
            launched.Add(trials.Count);
            if (trials.Count > 4)
            {
#pragma warning disable CA2201 // What TorchSharp throws is what must be caught.
                throw new ExternalException("[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.");
#pragma warning restore CA2201
            }
        }
    }

    [Fact]
    public void Divergence_is_an_outcome_and_ends_the_trial_alone()
    {
        var plan = Curves.Plan(Curves.Regression(20, 3, 1), optimizer: "gd(lr=1000)", steps: 200);

        var results = plan.Train(Curves.Seeds(8, 0, 16));

        Assert.All(results, result => Assert.Equal((TrialOutcome.Diverged, null), (result.Outcome, result.FinalLoss)));
        Assert.All(results, result => Assert.InRange(result.Steps, 1, 199));
    }

    private static Comparer<Trial> Order { get; } =
        Comparer<Trial>.Create((one, other) => (one.Width, one.SeedIndex).CompareTo((other.Width, other.SeedIndex)));
}
