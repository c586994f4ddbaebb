using System.ComponentModel;
using System.Diagnostics;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>A Python interpreter that has torch.</summary>
/// <param name="Interpreter">The program to run.</param>
/// <param name="Version">Of torch.</param>
public sealed record PythonTorch(string Interpreter, string Version)
{
    /// <summary>Looks for torch in an interpreter.</summary>
    /// <exception cref="RequestException">There is no such interpreter, or it has no torch.</exception>
    public static PythonTorch Find(string interpreter)
    {
        var start = new ProcessStartInfo(interpreter, ["-c", "import torch; print(torch.__version__)"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var problem = process.StandardError.ReadToEndAsync();
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0
                ? new(interpreter, version)
                : throw new RequestException(
                    $"--pytorch: '{interpreter}' cannot import torch ({LastLine(problem.GetAwaiter().GetResult())}). Install it there, or name another interpreter in OVERPARAM_PYTHON.");
        }
        catch (Win32Exception problem)
        {
            throw new RequestException(
                $"--pytorch: '{interpreter}' does not start ({problem.Message}). Install Python with torch, or name its interpreter in OVERPARAM_PYTHON.");
        }
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1].Trim();
}
