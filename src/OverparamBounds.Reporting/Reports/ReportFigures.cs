namespace OverparamBounds.Reporting.Reports;

/// <summary>The figures of a report, as paths relative to it.</summary>
public sealed record ReportFigures(string Success, string Ladder);
