using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>Whatever is wrong with a request is said at the door: located, exit code 2, nothing left behind.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string> MalformedFileNames => [.. MalformedFiles.All.Select(file => file.Name)];

    /// <summary>A command line, and words that the message must hold.</summary>
    public static TheoryData<string[], string[]> Requests => new()
    {
        { ["find"], ["task", "--help"] },
        { ["find", "xorr"], ["task", "'xorr'", "Did you mean 'xor'?"] },
        { ["find", "xor(encodin=01)"], ["'encodin'", "Did you mean 'encoding'?"] },
        { ["find", "xor(encoding=02)"], ["encoding=02", "pm1|01"] },
        { ["find", "xor(encoding=01"], ["')' is missing", "column 16"] },
        { ["find", "parity(d=99,k=3)"], ["d=99", "range"] },
        { ["find", "parity(d=4,k=9)"], ["k"] },
        { ["find", "sphere(0,10)"], ["n=0", "range"] },
        { ["find", "csv(path=nowhere.csv,target=x)"], ["nowhere.csv"] },
        { ["find", "csv"], ["'path' is missing"] },
        { ["find", "spirals(scale=unit)"], ["rows 1 and 34", "equal inputs"] },
        { ["find", "xor", "--labels", "flip(2)"], ["q=2"] },
        { ["find", "xor", "--labels", "rnadom"], ["random"] },
        { ["find", "sine(n=10,f=1)", "--labels", "random"], ["labels"] },
        { ["find", "sine(n=10,f=1)", "--criterion", "Z1"], ["regression", "mse"] },
        { ["find", "xor", "--arch", "mpl"], ["Did you mean 'mlp'?"] },
        { ["find", "xor", "--arch", "mlp(act=rleu)"], ["act=rleu", "relu|tanh"] },
        { ["find", "xor", "--arch", "mlp(init=ddi,bias=false)"], ["bias=true"] },
        { ["find", "xor", "--arch", "lenet5"], ["lenet5 reads images", "vectors", "Use mlp"] },
        { ["find", "xor", "--arch", "lstm(layers=2)"], ["lstm reads sequences", "vectors", "Use mlp"] },
        { ["bounds", "xor", "--arch", "transformer"], ["transformer reads sequences", "vectors", "Use mlp"] },
        { ["find", "xor", "--optimizer", "adam(lr=0)"], ["lr=0", "(0, 1000000]"] },
        { ["find", "xor", "--optimizer", "adam(lr=NaN)"], ["lr=NaN"] },
        { ["find", "xor", "--optimizer", "sgd"], ["'batch' is missing"] },
        { ["find", "xor", "--optimizer", "sgd(batch=5)"], ["minibatch", "4 rows"] },
        { ["find", "xor", "--optimizer", "adam(lr=1e39)"], ["lr=1e39", "(0, 1000000]"] },
        { ["find", "xor", "--optimizer", "gd(lr=1e39)"], ["lr=1e39"] },
        { ["find", "xor", "--optimizer", "adam(eps=1e-50)"], ["eps=1e-50", "1e-30"] },
        { ["find", "xor(scale=scale(1e-300))"], ["equal inputs", "32-bit"] },
        { ["find", "sine(n=20,f=1)", "--criterion", "mse(tol=1e-20)"], ["criterion", "32-bit"] },
        { ["find", "xor", "--arch", "mlp(depth=3)", "--grid", "20000"], ["widths", "20000"] },
        { ["find", "xor", "--grid", "1..10000", "--seeds", "1000000"], ["grid", "10000000"] },
        { ["find", "xor", "--lanes", "2000000000"], ["lanes"] },
        { ["find", "xor", "--time", "2000h"], ["--time", "49 days"] },
        { ["find", "csv(path=/dev/zero)"], ["/dev/zero", "device"] },
        { ["results", "export", "abcdef", "--file", "no/such/x.csv"], ["overparam.db"] },
        { ["find", "xor", "--strategy", "sparse"], ["strategy", "dense"] },
        { ["find", "xor", "--criterion", "Z2"], ["criterion", "Z1"] },
        { ["find", "xor", "--steps", "0"], ["steps", "at least 1"] },
        { ["find", "xor", "--steps", "many"], ["many"] },
        { ["find", "xor", "--success", "1"], ["success", "0.99"] },
        { ["find", "xor", "--confidence", "0"], ["confidence"] },
        { ["find", "xor", "--ratio", "0.5"], ["ratio"] },
        { ["find", "xor", "--widths", "9..3"], ["--widths", "1..4096"] },
        { ["find", "xor", "--widths", "1..99999999"], ["widths"] },
        { ["find", "xor", "--grid", "2,2"], ["2", "twice"] },
        { ["find", "xor", "--grid", "2,x"], ["--grid"] },
        { ["find", "xor", "--seeds", "5"], ["--grid"] },
        { ["find", "xor", "--time", "soon"], ["--time", "10m"] },
        { ["find", "xor", "--engine", "warp"], ["engine", "torch"] },
        { ["find", "xor", "--device", "cuda:0"], ["cuda:0", "-p:Torch=cuda"] },
        { ["find", "xor", "--threads", "0"], ["threads"] },
        { ["find", "xor", "--db", "no/such/folder/x.db"], ["no/such/folder"] },
        { ["find", "xor", "--nonsense"], ["--nonsense"] },
        { ["results", "cells", "abcdef"], ["overparam.db"] },
        { ["replay", "abcdef"], ["overparam.db"] },
        { ["plot", "sucess", "abcdef"], ["Did you mean 'success'?"] },
        { ["catalog", "tsks"], ["Did you mean 'tasks'?"] },
        { ["db", "status"], ["overparam.db"] },
        { ["fidn", "xor"], ["fidn"] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_wrong_request_is_refused_with_its_place(string[] arguments, string[] words)
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, arguments);

        AssertRefused(finished, words);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [MemberData(nameof(MalformedFileNames))]
    public async Task A_malformed_file_is_refused_with_file_and_place(string name)
    {
        var malformed = MalformedFiles.All.Single(file => file.Name == name);
        using var folder = new TemporaryFolder();
        var task = malformed.WriteTo(folder);
        var before = Directory.EnumerateFileSystemEntries(folder.Path).Order().ToList();

        var finished = await OverparamProcess.RunAsync(folder.Path, "find", task);

        AssertRefused(finished, [malformed.FileName, malformed.Found]);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path).Order());
    }

    [Fact]
    public async Task Several_mistakes_are_said_at_once()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "find", "xorr", "--arch", "mpl", "--steps", "0");

        AssertRefused(finished, ["'xorr'", "'mpl'", "steps"]);
    }

    [Fact]
    public async Task A_file_that_is_no_ledger_is_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("notes.db", "these are my notes, and no database");

        var finished = await OverparamProcess.RunAsync(folder.Path, "find", "xor", "--db", path);

        AssertRefused(finished, ["notes.db"]);
        Assert.Equal("these are my notes, and no database", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static void AssertRefused(OverparamProcess.Finished finished, IEnumerable<string> words)
    {
        Assert.Equal(2, finished.ExitCode);
        Assert.Empty(finished.Output);
        Assert.DoesNotContain("   at ", finished.Errors, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, finished.Errors, StringComparison.Ordinal));
    }
}
