using System.Globalization;
using System.Text;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Training;

namespace OverparamBounds.Cli.Terminal;

/// <summary>A loss curve as CSV: step, mean loss.</summary>
internal static class LossCurveFile
{
    public static void Write(string path, IReadOnlyList<LossPoint> points)
    {
        var text = new StringBuilder("step,loss\n");
        foreach (var point in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Step},{point.Loss:R}\n");
        }

        AtomicFile.Write(path, text.ToString());
    }
}
