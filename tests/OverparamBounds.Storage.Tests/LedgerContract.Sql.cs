using System.Globalization;

namespace OverparamBounds.Storage.Tests;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task The_smallest_widths_can_be_asked_in_sql()
    {
        var above = Sample.Question with { MaxWidth = 4 };
        await using var ledger = await OpenAsync();
        foreach (var spec in new[] { Sample.Question, Sample.Question with { MaxWidth = 9 }, above })
        {
            await ledger.OpenQuestionAsync(spec, "data", Token);
        }

        await ledger.SaveAnswerAsync(
            Sample.Question.Id, "certified", """{"smallest":{"width":7,"widthInterval":[6,8],"parameters":29}}""", Token);
        await ledger.SaveAnswerAsync(
            above.Id, "aboveGrid", """{"smallest":{"width":null,"widthInterval":[5,null],"parameters":null}}""", Token);

        Assert.Equal(
            [
                $"{Sample.Question.Id}|certified|7|6|8|29|xor|mlp(act=relu,depth=1)|dense|adam(lr=0.01)|Z1|3000|0|0.9|0.95|1.25",
                $"{above.Id}|aboveGrid||5|||xor|mlp(act=relu,depth=1)|dense|adam(lr=0.01)|Z1|3000|0|0.9|0.95|1.25",
            ],
            await RowsAsync(
                """
                SELECT question, status, width, low, high, parameters, task, architecture, strategy, optimizer, criterion, steps, seed, success, confidence, ratio
                FROM smallest_trainable
                WHERE task = 'xor' AND success >= 0.9
                ORDER BY low DESC
                """));
    }

    [Fact]
    public async Task Trials_and_questions_can_be_asked_in_sql()
    {
        var grid = Sample.Question with { Grid = new([1, 2, 4], Seeds: 10) };
        var result = Sample.Result(Sample.Curve, width: 5, seedIndex: 3);
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(grid, "data", Token);
        await ledger.SaveTrialsAsync(Sample.Curve, [result], Token);

        Assert.Equal(
            [$"{grid.Id}|1|4096|512|50000|1+2+4|10|open"],
            await RowsAsync("SELECT id, min_width, max_width, lanes, max_trainings, grid_widths, grid_seeds, status FROM question"));
        Assert.Equal(
            [$"{result.Id}|xor|{Sample.Curve.CellId(5)}|5|3|{result.Digest}|{result.Engine.DeviceClass}|3000"],
            await RowsAsync("SELECT id, task, cell, width, seed_index, digest, device_class, step_limit FROM trial_result"));
    }

    [Fact]
    public async Task Two_processes_write_one_database_together()
    {
        const int Batches = 60;
        using var one = WriterProcess.Start(Location, Batches);
        using var other = WriterProcess.Start(Location, Batches);

        var lines = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(Token), other.StandardOutput.ReadToEndAsync(Token));
        await Task.WhenAll(one.WaitForExitAsync(Token), other.WaitForExitAsync(Token));

        Assert.Equal((0, 0), (one.ExitCode, other.ExitCode));
        var expected = (Batches + 1) * WriterProcess.BatchSize / 2;
        Assert.Equal(expected, lines.Sum(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(line => int.Parse(line, CultureInfo.InvariantCulture))));
        await using var ledger = await OpenAsync();
        Assert.Equal(
            Sample.Results(Sample.Curve, WriterProcess.Width, first: 0, expected),
            (await ledger.StoredTrialsAsync(Sample.Curve, WriterProcess.Width, first: 0, int.MaxValue, Token)).Values.OrderBy(result => result.Trial.SeedIndex));
        Assert.Empty(await ledger.EventsAsync(question: null, Token));
    }
}
