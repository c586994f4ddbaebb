using System.CommandLine;
using OverparamBounds.Core.Specs;
using OverparamBounds.Scale;

var root = new RootCommand("How far does a ledger carry? Workers that make up their results, against a real Postgres of their own.")
{
    ScaleCommands.Submit,
    ScaleCommands.Claims,
    ScaleCommands.Grow,
    ScaleCommands.Questions,
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join('\n', parsed.Errors.Select(error => $"scale: {error.Message}")));
    return 2;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (RequestException problem)
{
    Console.Error.WriteLine(string.Join('\n', problem.Problems.Select(line => $"scale: {line}")));
    return 2;
}
