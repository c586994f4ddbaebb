using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Tests.Sequences;

public sealed class SequenceTests
{
    public static TheoryData<string> Samples =>
    [
        "copy(4,3)", "copy(7,5,n=200)", "copy(4,3,true)", "sort(4,3)", "sort(9,4,n=100)", "recall(2,3,2)", "recall(5,8,6,n=150)", "runparity(6)",
        "runparity(16,n=90)", "induction(4,3)", "induction(12,6,n=80)", "modadd(7,as=tokens)", "pride(T=6,n=400)",
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Rows_are_distinct_tokens_of_the_vocabulary_with_targets_at_their_last_positions(string text)
    {
        var data = TaskLoader.Load(text).Data;

        var shape = Assert.IsType<InputShape.Tokens>(data.Shape);
        Assert.Equal(data.Features, shape.Length);
        Assert.InRange(data.CasesPerRow, 1, data.Features);
        Assert.All(data.Inputs, token => Assert.True(token == Math.Floor(token) && token >= 0 && token < shape.Vocabulary));
        Assert.Equal(data.Samples, Tokens(data).Select(row => string.Join(' ', row)).Distinct().Count());
    }

    [Theory]
    [InlineData("copy(3,4)")]
    [InlineData("copy(5,3,true)")]
    [InlineData("sort(4,3)")]
    public void Behind_the_separator_a_net_reads_the_targets_it_was_to_give_before(string text)
    {
        var data = TaskLoader.Load(text).Data;

        // So a net that is right on every target reads, when it decodes greedily, just what it was trained on.
        var length = data.CasesPerRow;
        Assert.Equal(2 * length, data.Features);
        for (var row = 0; row < data.Samples; row++)
        {
            var (tokens, targets) = (Tokens(data)[row], Targets(data, row));
            Assert.Equal(data.Classes, tokens[length]);
            Assert.Equal(targets[..^1], tokens[(length + 1)..]);
        }
    }

    [Fact]
    public void The_answer_is_the_sequence_its_reverse_or_its_sorted_symbols()
    {
        AssertAnswers("copy(4,3)", symbols => symbols);
        AssertAnswers("copy(4,3,reverse=true)", symbols => [.. symbols.Reverse()]);
        AssertAnswers("sort(4,3)", symbols => [.. symbols.Order()]);
    }

    [Theory]
    [InlineData("copy(4,3)", 81)]
    [InlineData("copy(4,3,n=81)", 81)]
    [InlineData("copy(4,3,n=80)", 80)]
    [InlineData("sort(2,5)", 25)]
    [InlineData("copy(11,2)", 2000)]
    [InlineData("runparity(10)", 1024)]
    [InlineData("runparity(60)", 2000)]
    public void There_are_all_sequences_or_as_many_as_asked_for(string text, int rows)
    {
        Assert.Equal(rows, TaskLoader.Load(text).Data.Samples);
    }

    [Fact]
    public void All_sequences_come_in_counting_order()
    {
        var rows = Tokens(TaskLoader.Load("copy(3,4)").Data);

        Assert.Equal(Enumerable.Range(0, 64), rows.Select(row => (row[0] * 16) + (row[1] * 4) + row[2]));
    }

    [Fact]
    public void Running_parity_asks_at_every_position_for_the_ones_so_far()
    {
        var data = TaskLoader.Load("runparity(9)").Data;

        Assert.Equal((9, 9, 2, 1), (data.Features, data.CasesPerRow, data.Classes, data.Outputs));
        for (var row = 0; row < data.Samples; row++)
        {
            var bits = Tokens(data)[row];
            Assert.Equal(Enumerable.Range(1, 9).Select(count => bits.Take(count).Sum() % 2), Targets(data, row));
        }
    }

    [Fact]
    public void Recall_holds_every_sequence_of_distinct_keys_and_asks_for_one_of_them()
    {
        var data = TaskLoader.Load("recall(2,3,2)").Data;

        // Of all sequences of six of the six tokens, those that the definition allows.
        var allowed = All(length: 6, symbols: 6).Where(row =>
            row[0] < 3 && row[2] < 3 && row[0] != row[2] && row[1] is 3 or 4 && row[3] is 3 or 4 && row[4] == 5 && (row[5] == row[0] || row[5] == row[2]));
        Assert.Equal(allowed.Select(Text).Order(StringComparer.Ordinal), Tokens(data).Select(Text).Order(StringComparer.Ordinal));
        for (var row = 0; row < data.Samples; row++)
        {
            var tokens = Tokens(data)[row];
            Assert.Equal(tokens[Array.IndexOf(tokens, tokens[^1]) + 1] - 3, Assert.Single(Targets(data, row)));
        }
    }

    [Fact]
    public void Induction_holds_every_sequence_whose_last_token_stood_once_before_and_not_next_to_it()
    {
        var data = TaskLoader.Load("induction(5,3)").Data;

        var allowed = All(length: 5, symbols: 3).Where(row => row.Count(token => token == row[^1]) == 2 && row[3] != row[4]);
        Assert.Equal(allowed.Select(Text).Order(StringComparer.Ordinal), Tokens(data).Select(Text).Order(StringComparer.Ordinal));
        for (var row = 0; row < data.Samples; row++)
        {
            var tokens = Tokens(data)[row];
            Assert.Equal(tokens[Array.IndexOf(tokens, tokens[^1]) + 1], Assert.Single(Targets(data, row)));
        }
    }

    [Theory]
    [InlineData("+", 1.0)]
    [InlineData("-", 1.0)]
    [InlineData("x", 0.4)]
    public void Token_pairs_are_a_operator_b_equals_and_have_the_label_of_their_pair(string op, double alpha)
    {
        var data = TaskLoader.Load($"modadd(7,{op},{alpha},as=tokens)").Data;

        Assert.Equal((4, 1, 7), (data.Features, data.CasesPerRow, data.Classes));
        Assert.Equal(new InputShape.Tokens(4, 9), data.Shape);
        for (var row = 0; row < data.Samples; row++)
        {
            var tokens = Tokens(data)[row];
            Assert.Equal((7, 8), (tokens[1], tokens[3]));
            var value = op switch { "+" => tokens[0] + tokens[2], "-" => tokens[0] - tokens[2], _ => tokens[0] * tokens[2] };
            Assert.Equal(0, (value - data.Labels![row]) % 7);
        }
    }

    [Theory]
    [InlineData("copy(3,4)", 64)]
    [InlineData("sort(3,4)", 20)]
    [InlineData("sort(5,2)", 6)]
    [InlineData("recall(2,3,2)", 12)]
    [InlineData("recall(2,4,3)", 54)]
    [InlineData("runparity(5)", 2)]
    public void State_bits_are_those_of_the_states_that_differ_in_an_answer_still_to_come(string text, int states)
    {
        var data = TaskLoader.Load(text).Data;

        // Two beginnings need two states where some continuation gets different answers, or is only possible behind one.
        var cut = text.StartsWith("recall", StringComparison.Ordinal) ? data.Features - 1 : data.Features - data.CasesPerRow + 1;
        var behind = text.StartsWith("runparity", StringComparison.Ordinal) ? 3 : cut;
        var kinds = Enumerable.Range(0, data.Samples)
            .GroupBy(row => Text(Tokens(data)[row][..behind]), row => $"{Text(Tokens(data)[row][behind..])}>{Text(Targets(data, row)[^Math.Min(data.CasesPerRow, data.Features - behind + 1)..])}")
            .Select(kind => string.Join(';', kind.Order(StringComparer.Ordinal)));
        Assert.Equal(states, kinds.Distinct().Count());
        Assert.Contains(data.Notes, note => note.StartsWith(FormattableString.Invariant($"State bits: {Math.Log2(states):0.###}."), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("shuffled")]
    [InlineData("flip(0.5)")]
    public void Other_labels_of_rows_that_begin_alike_are_alike_as_far(string mode)
    {
        var plain = TaskLoader.Load("runparity(6)").Data;

        var data = TaskLoader.Load("runparity(6)", mode).Data;

        var cases = Enumerable.Range(0, data.Samples).SelectMany(row => Enumerable.Range(1, 6).Select(length => Text(Tokens(data)[row][..length]))).ToList();
        var labels = cases.Zip(data.Labels!).Distinct().ToList();
        Assert.NotEqual(plain.Labels, data.Labels);
        Assert.Equal(2 + 4 + 8 + 16 + 32 + 64, labels.Count);

        // As many ones as before where labels are only permuted.
        Assert.True(mode != "shuffled" || labels.Sum(label => label.Second) == 63);
    }

    [Fact]
    public void Random_labels_of_a_task_whose_answers_stand_behind_the_whole_input_are_all_their_own()
    {
        var data = TaskLoader.Load("copy(4,3)", "flip(1)").Data;

        var plain = TaskLoader.Load("copy(4,3)").Data;
        Assert.Equal(data.Cases, Prefixes.Of(data).Distinct().Count());
        Assert.All(plain.Labels!.Zip(data.Labels!), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Rows_that_begin_alike_and_ask_for_different_answers_are_refused()
    {
        var data = new Dataset
        {
            Inputs = [0, 1, 1, 0, 1, 0, 0, 1, 1],
            Samples = 3,
            Features = 3,
            Shape = new InputShape.Tokens(3, 2),
            CasesPerRow = 2,
            Labels = [0, 1, 1, 0, 0, 1],
            Classes = 2,
        };

        var early = Assert.Throws<RequestException>(() => ConflictCheck.Run(new(data), "task"));
        var late = Assert.Throws<RequestException>(() => ConflictCheck.Run(new(data with { Labels = [0, 1, 0, 0, 0, 0] }), "task"));
        var sound = ConflictCheck.Run(new(data with { Labels = [0, 1, 0, 0, 0, 1] }), "task");

        Assert.Contains("rows 1 and 2 are equal up to position 2, but have classes '0' and '1' there", early.Message, StringComparison.Ordinal);
        Assert.Contains("rows 1 and 3 are equal up to position 3, but have classes '1' and '0' there", late.Message, StringComparison.Ordinal);
        Assert.StartsWith("rows 1 and 3 are equal, with the same target.", Assert.Single(sound.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_choice_of_rows_takes_all_their_targets_along()
    {
        var data = TaskLoader.Load("copy(3,3)").Data;

        var some = RowChoice.Take(new(data), [4, 0, 26]).Data;

        Assert.Equal([.. Targets(data, 4), .. Targets(data, 0), .. Targets(data, 26)], some.Labels!);
        Assert.Equal((3, 9), (some.Samples, some.Cases));
    }

    [Theory]
    [InlineData("unit")]
    [InlineData("lift")]
    [InlineData("zscore")]
    [InlineData("scale(2)")]
    public void Tokens_are_not_scaled(string scaling)
    {
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load($"modadd(5,as=tokens,scale={scaling})"));

        Assert.Contains("the inputs are tokens", refusal.Message, StringComparison.Ordinal);
        Assert.Null(TaskLoader.Load($"modadd(5,scale={scaling})").Data.Shape);
    }

    private static void AssertAnswers(string text, Func<int[], int[]> answer)
    {
        var data = TaskLoader.Load(text).Data;
        for (var row = 0; row < data.Samples; row++)
        {
            Assert.Equal(answer(Tokens(data)[row][..data.CasesPerRow]), Targets(data, row));
        }
    }

    private static List<int[]> Tokens(Dataset data) => [.. data.Inputs.Chunk(data.Features).Select(row => Array.ConvertAll(row, token => (int)token))];

    private static int[] Targets(Dataset data, int row) => data.Labels![(row * data.CasesPerRow)..((row + 1) * data.CasesPerRow)];

    private static string Text(int[] tokens) => string.Join(' ', tokens);

    private static IEnumerable<int[]> All(int length, int symbols) => length == 0
        ? [[]]
        : All(length - 1, symbols).SelectMany(row => Enumerable.Range(0, symbols).Select(symbol => (int[])[.. row, symbol]));
}
