namespace OverparamBounds.Reporting.Reports;

/// <summary>A figure on disk: two renderings and the data behind them.</summary>
public sealed record FigureFiles(string Svg, string Png, string Csv);
