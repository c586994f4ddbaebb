using OverparamBounds.Core.Ledger;

namespace OverparamBounds.Storage.Tests;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task The_smallest_sizes_are_those_that_a_filter_over_all_questions_finds()
    {
        // Letters of one, two and four bytes, and what LIKE would take for a wild card.
        string[] beginnings = ["xor", "xo%", "xor_", "é(", "𝕏or", "𝕏", "X"];
        string[] statuses = ["certified", "bracketed", "undecided"];
        var random = Sample.Random("smallest");
        await using var ledger = await OpenAsync();
        for (var number = 0; number < 40; number++)
        {
            var curve = Sample.Curve with
            {
                Task = $"{beginnings[random.NextIndex(beginnings.Length)]}{number}",
                Architecture = beginnings[random.NextIndex(beginnings.Length)],
                Optimizer = beginnings[random.NextIndex(beginnings.Length)],
            };
            var spec = Sample.Question with { Curve = curve, MaxWidth = 1000 + number };
            await ledger.OpenQuestionAsync(spec, "data", Token);
            Time.Advance();
            if (random.NextIndex(4) > 0)
            {
                await ledger.SaveAnswerAsync(
                    spec.Id,
                    statuses[random.NextIndex(statuses.Length)],
                    $$$"""{"spec":{"task":"{{{number}}}"},"smallest":{"width":{{{number}}}},"rest":[1,2]}""",
                    Token);
            }
        }

        var all = (await ledger.QuestionsAsync(Token)).Where(question => question.AnswerJson is not null).ToList();
        string?[] filters = [null, .. beginnings];
        for (var round = 0; round < 100; round++)
        {
            var filter = new SmallestFilter(
                filters[random.NextIndex(filters.Length)],
                filters[random.NextIndex(filters.Length)],
                filters[random.NextIndex(filters.Length)],
                random.NextIndex(2) == 0 ? null : statuses[random.NextIndex(statuses.Length)]);

            var found = await ledger.SmallestAsync(filter, Token);

            Assert.Equal(
                all.Where(question => Begins(question.Spec.Curve.Task, filter.Task)
                    && Begins(question.Spec.Curve.Architecture, filter.Architecture)
                    && Begins(question.Spec.Curve.Optimizer, filter.Optimizer)
                    && (filter.Status is null || question.Status == filter.Status))
                    .Select(question => new StoredSmallest(question.Id, Part(question, "spec"), Part(question, "smallest"))),
                found);
        }

        static bool Begins(string text, string? beginning) => beginning is null || text.StartsWith(beginning, StringComparison.Ordinal);

        static string Part(StoredQuestion question, string name) =>
            System.Text.Json.JsonDocument.Parse(question.AnswerJson!).RootElement.GetProperty(name).GetRawText();
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"smallest":null}""")]
    public async Task An_answer_without_its_parts_is_listed_as_it_is(string answer)
    {
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        await ledger.SaveAnswerAsync(Sample.Question.Id, "certified", answer, Token);

        var stored = Assert.Single(await ledger.SmallestAsync(new(), Token));

        Assert.Equal(Sample.Question.Id, stored.Id);
        Assert.Null(stored.SpecJson);
        Assert.Equal(answer.Contains("null", StringComparison.Ordinal) ? "null" : null, stored.SmallestJson);
    }
}
