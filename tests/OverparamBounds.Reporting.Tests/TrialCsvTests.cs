using OverparamBounds.Core.Trials;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Reporting.Tests;

public class TrialCsvTests
{
    [Fact]
    public void Trials_are_the_approved_table()
    {
        ApprovedFile.Verify("xor-trials.csv", TrialCsv.Write(Answers.Trials));
    }

    [Fact]
    public void No_trials_leave_the_header()
    {
        Assert.Equal(
            "trial,width,seed,outcome,steps,finalLoss,dense,nonzero,effective,bits,stateBytes,activationBytes,wallSeconds,cpuSeconds,digest,engine,device,deviceClass,versions\n",
            TrialCsv.Write([]));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("\tx", "'\tx")]
    public void Text_is_quoted_and_never_a_formula(string versions, string expected)
    {
        var trial = Answers.Trials[0] with { Engine = new("lanes", "cpu", "cpu-avx512", versions) };

        Assert.EndsWith($",cpu-avx512,{expected}\n", TrialCsv.Write([trial]), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_read_back_exactly_and_a_negative_one_stays_a_number()
    {
        var trial = Answers.Trials[0] with { FinalLoss = -1.0 / 3, Outcome = TrialOutcome.NotFitted };

        var cells = TrialCsv.Write([trial]).Split('\n')[1].Split(',');

        Assert.Equal(-1.0 / 3, double.Parse(cells[5], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("notFitted", cells[3]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_is_no_number_is_an_empty_cell(double? loss)
    {
        var cells = TrialCsv.Write([Answers.Trials[0] with { FinalLoss = loss }]).Split('\n')[1].Split(',');

        Assert.Empty(cells[5]);
    }
}
