using OverparamBounds.Core.Sweeps;

namespace OverparamBounds.Core.Tests.Sweeps;

public sealed class SweepSpecTests
{
    [Fact]
    public void A_sweep_of_one_question_has_the_id_of_the_question()
    {
        var question = Question("xor", seed: 3);

        Assert.Equal(question.Id.Value, Sweep(question).Id.Value);
        Assert.Equal(question.Id.Value, Sweep(question, question).Id.Value);
    }

    [Fact]
    public void Order_and_repetition_leave_the_identity_alone()
    {
        var (first, second, third) = (Question("xor"), Question("xor", seed: 1), Question("parity(d=4,k=4)"));

        var sweep = Sweep(first, second, third);

        Assert.Equal(sweep.CanonicalText, Sweep(third, first, second, first).CanonicalText);
        Assert.Equal(sweep.Id, Sweep(third, third, second, first).Id);
    }

    [Fact]
    public void Name_notes_and_priority_leave_the_identity_alone()
    {
        var sweep = Sweep(Question("xor"), Question("xor", seed: 1));

        Assert.Equal(sweep.Id, (sweep with { Name = "other", Notes = "why", Priority = 5 }).Id);
    }

    [Fact]
    public void Another_question_is_another_sweep()
    {
        var (first, second) = (Question("xor"), Question("xor", seed: 1));

        Assert.Distinct(new[] { Sweep(first), Sweep(second), Sweep(first, second), Sweep(first, Question("xor", seed: 2)) }.Select(sweep => sweep.Id));
    }

    [Fact]
    public void A_line_end_in_a_task_cannot_make_one_question_pass_for_two()
    {
        var (first, second) = (Question("a"), Question("b"));

        var forged = Question($"a{first.CanonicalText["find1|obt1|a".Length..]}\n{second.CanonicalText}");

        Assert.NotEqual(Sweep(first, second).CanonicalText, Sweep(forged).CanonicalText);
    }

    [Fact]
    public void An_id_is_twelve_hexadecimal_digits()
    {
        Assert.Matches("^[0-9a-f]{12}$", Sweep(Question("xor"), Question("xor", seed: 1)).Id.Value);
    }

    private static SweepSpec Sweep(params IReadOnlyList<FindSpec> questions) => new("name", string.Empty, 0, questions);

    private static FindSpec Question(string task, long seed = 0) => new(
        new(task, "mlp(act=relu,depth=1)", "dense", "adam(lr=0.01)", "Z1", 3000, seed), 0.9, 0.95, 1.25, 1, 4096, 128, 20_000, Grid: null);
}
