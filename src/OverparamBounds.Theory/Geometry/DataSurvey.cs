using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Numerics;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Everything that theory measures of a data set, each number when it is first asked for.</summary>
/// <remarks>
/// Theorems without biases see the rows of a network with biases with a 1 appended; theorems about rows of norm 1 see
/// each row over its norm. <see cref="Rows"/> is that form, and kernels and separation are those of it.
/// </remarks>
public sealed class DataSurvey
{
    private readonly ISymmetricEigensolver _eigensolver;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, KernelSpectrum> _spectra = [];
    private readonly Lazy<EqualRowCount> _equalRows;
    private readonly Lazy<Measurement<double>> _separation;
    private readonly Lazy<Measurement<double>> _rawSeparation;
    private readonly Lazy<Measurement<bool>> _separable;
    private readonly Lazy<Measurement<double>> _conditioning;
    private readonly Lazy<Measurement<NtkMargin>> _margin;
    private readonly Lazy<bool?> _generalPosition;
    private readonly Lazy<ParityLabels?> _parity;
    private readonly Lazy<RowNorms> _norms;

    /// <param name="biases">Whether the network has biases, so that a 1 is appended to each row.</param>
    /// <param name="mostKernelRows">Rows up to which kernels are computed; of more, the first so many.</param>
    public DataSurvey(
        Dataset data, bool biases, ISymmetricEigensolver eigensolver, int mostKernelRows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostKernelRows);
        (Data, _eigensolver, MostKernelRows, _cancellationToken) = (data, eigensolver, mostKernelRows, cancellationToken);
        var zeroRow = -1;
        Rows = biases ? InputRows.Lift(data) : InputRows.Unit(data, out zeroRow);
        HasBiases = biases;
        NoRowsReason = Rows is null ? $"Row {zeroRow + 1} is zero, so it has no direction." : null;
        _equalRows = new(() => EqualRows.Count(data));
        _separation = new(() => OfRows(rows => RowSeparation.Measure(rows, cancellationToken)));
        _rawSeparation = new(() => RowSeparation.Raw(InputRows.Raw(data), cancellationToken));
        _separable = new(() => LinearSeparability.Decide(data, cancellationToken));
        _conditioning = new(() => OfRows(rows => RowConditioning.Measure(rows, eigensolver, cancellationToken)));
        _margin = new(() => OfRows(rows => NtkMargin.Measure(data, rows, mostKernelRows, cancellationToken)));
        _generalPosition = new(() => GeneralPosition.Check(data, cancellationToken));
        _parity = new(() => ParityLabels.Recognise(data));
        _norms = new(() => RowNorms.Of(data));
    }

    /// <summary>Rows beyond which kernels take longer than anyone waits.</summary>
    public const int KernelRowLimit = 5000;

    public Dataset Data { get; }

    public int MostKernelRows { get; }

    /// <summary>The rows as theorems see them; null with <see cref="NoRowsReason"/> where one has no direction.</summary>
    public InputRows? Rows { get; }

    public string RowForm => HasBiases ? "lift" : "unit";

    /// <summary>Whether the network has biases.</summary>
    public bool HasBiases { get; }

    public string? NoRowsReason { get; }

    internal EqualRowCount EqualRowCount => _equalRows.Value;

    /// <summary>Δ: the smallest distance between two rows, a row and its antipode counted as equal.</summary>
    internal Measurement<double> Separation => _separation.Value;

    /// <summary>Δ': the smallest distance between two different rows as they are.</summary>
    internal Measurement<double> RawSeparation => _rawSeparation.Value;

    internal Measurement<bool> LinearlySeparable => _separable.Value;

    /// <summary>Whether two classes are proved not to be separated by any plane.</summary>
    public bool IsInseparable => LinearlySeparable.Value == false;

    /// <summary>κ = √(d/n)·‖X‖ of the rows: 1 for isotropic data.</summary>
    internal Measurement<double> Conditioning => _conditioning.Value;

    internal Measurement<NtkMargin> Margin => _margin.Value;

    /// <summary>Whether every d+1 rows are affinely independent, as random subsets say; null where that took too long.</summary>
    internal bool? IsInGeneralPosition => _generalPosition.Value;

    /// <summary>k where the labels are the parity of k two-valued columns; else null.</summary>
    internal int? ParityOrder => Parity?.Order;

    internal ParityLabels? Parity => _parity.Value;

    internal RowNorms Norms => _norms.Value;

    /// <summary>Spectra asked for so far.</summary>
    public IReadOnlyList<KernelSpectrum> Spectra => [.. _spectra.Values];

    /// <summary>The spectrum of a kernel on these rows.</summary>
    public KernelSpectrum Spectrum(KernelChoice kernel)
    {
        if (!_spectra.TryGetValue(kernel.Id, out var spectrum))
        {
            _spectra.Add(kernel.Id, spectrum = Measure(kernel));
        }

        return spectrum;
    }

    /// <summary>The numbers that stand beside every answer.</summary>
    public DataGeometry Geometry()
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var gram = Spectrum(KernelChoice.TwoLayerGram);
        Note("separation", Separation.Reason);
        Note("lambdaMin", gram.Reason);
        Note("linearlySeparable", LinearlySeparable.Reason);
        return new(RowForm, Separation.Value, gram.LambdaMin, LinearlySeparable.Value, reasons);

        void Note(string name, string? reason)
        {
            if (reason is not null)
            {
                reasons[name] = reason;
            }
        }
    }

    private Measurement<T> OfRows<T>(Func<InputRows, Measurement<T>> measure)
        where T : struct =>
        Rows is { } rows ? measure(rows) : Measurement<T>.Missing(NoRowsReason!);

    private KernelSpectrum Measure(KernelChoice kernel)
    {
        if (kernel.MultipleOf is { } multiple)
        {
            var known = Spectrum(multiple.Kernel);
            return known with
            {
                Id = kernel.Id,
                Title = kernel.Title,
                LambdaMin = known.LambdaMin * multiple.Factor,
                LambdaMax = known.LambdaMax * multiple.Factor,
                Error = known.Error * multiple.Factor,
            };
        }

        if (kernel.Rows(this) is not { } rows)
        {
            return new(kernel.Id, kernel.Title, 0, null, null, null, Singular: false, NoRowsReason ?? "A row is zero, so it has no direction.");
        }

        var most = Math.Min(MostKernelRows, kernel.MostRows);
        return KernelSpectra.Of(kernel, rows.Prefix(most), rows.Count, _eigensolver, _cancellationToken);
    }
}
