using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OverparamBounds.Core.Trials;

/// <summary>
/// Identities and random keys of a curve's trials: hashes of their canonical texts, of which everything but width and
/// seed is written once.
/// </summary>
public sealed class TrialNames
{
    /// <summary>Two numbers of at most eleven characters, and what stands between them.</summary>
    private const int LongestEnd = 32;

    private readonly byte[] _identity;
    private readonly byte[] _key;
    private readonly byte[] _ladder;

    public TrialNames(CurveSpec curve)
    {
        _identity = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"obt{CurveSpec.TrialFormat}|{curve.Task}|{curve.Architecture}|{curve.Strategy}|{curve.Optimizer}|{curve.Criterion}|T={curve.Steps}|seed={curve.Seed}|"));
        _key = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"ob{CurveSpec.TrialFormat}|{curve.Task}|{curve.Architecture}|{curve.Strategy}|{curve.Optimizer}|"));
        _ladder = curve.Seed == 0 ? [] : Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"|seed={curve.Seed}"));
    }

    public TrialId TrialId(int width, int seedIndex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(_identity, width, seedIndex, [], hash);
        return new(Convert.ToHexStringLower(hash)[..32]);
    }

    public CellId CellId(int width)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(_identity, width, -1, [], hash);
        return new(Convert.ToHexStringLower(hash)[..24]);
    }

    /// <summary>
    /// The key of a trial's random numbers. It holds neither the step budget nor the criterion, so that a longer
    /// budget extends the same run.
    /// </summary>
    public ulong RandomKey(int width, int seedIndex)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(_key, width, seedIndex, _ladder, hash);
        return BitConverter.ToUInt64(hash);
    }

    private static void Hash(ReadOnlySpan<byte> beginning, int width, int seedIndex, ReadOnlySpan<byte> ladder, Span<byte> hash)
    {
        var length = beginning.Length + LongestEnd + ladder.Length;
        var text = length <= 1024 ? stackalloc byte[length] : new byte[length];
        beginning.CopyTo(text);
        var end = text[beginning.Length..];
        width.TryFormat(end, out var written, provider: CultureInfo.InvariantCulture);
        end[written++] = (byte)'|';
        seedIndex.TryFormat(end[written..], out var more, provider: CultureInfo.InvariantCulture);
        written += more;
        ladder.CopyTo(end[written..]);
        SHA256.HashData(text[..(beginning.Length + written + ladder.Length)], hash);
    }
}
