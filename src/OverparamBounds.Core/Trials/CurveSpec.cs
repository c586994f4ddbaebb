using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OverparamBounds.Core.Trials;

/// <summary>Everything that defines a success curve over width, as canonical texts; two equal curves share their trials.</summary>
/// <param name="Task">Canonical task with labels, scaling and data seed.</param>
/// <param name="Steps">Budget T: optimizer steps of one training.</param>
/// <param name="Seed">Which ladder of training seeds; another number repeats the study with fresh networks.</param>
public sealed record CurveSpec(
    string Task, string Architecture, string Strategy, string Optimizer, string Criterion, int Steps, long Seed)
{
    /// <summary>Raised whenever the same trial would come out otherwise, so that old rows are not mistaken for new ones.</summary>
    public const int TrialFormat = 1;

    /// <summary>The canonical text of one trial, whose hash is its identity.</summary>
    public string TrialText(int width, int seedIndex) => string.Create(
        CultureInfo.InvariantCulture,
        $"obt{TrialFormat}|{Task}|{Architecture}|{Strategy}|{Optimizer}|{Criterion}|T={Steps}|seed={Seed}|{width}|{seedIndex}");

    public TrialId TrialId(int width, int seedIndex) => new TrialNames(this).TrialId(width, seedIndex);

    public CellId CellId(int width) => new TrialNames(this).CellId(width);

    /// <inheritdoc cref="TrialNames.RandomKey"/>
    public ulong RandomKey(int width, int seedIndex) => new TrialNames(this).RandomKey(width, seedIndex);

    /// <summary>SHA-256 of the UTF-8 text, in lower-case hex.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
