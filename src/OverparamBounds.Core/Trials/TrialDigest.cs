using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OverparamBounds.Core.Trials;

/// <summary>The fingerprint by which a replayed trial is compared with the stored one.</summary>
public static class TrialDigest
{
    /// <param name="parameters">Final parameters in canonical order from a bit-stable engine; empty from any other.</param>
    public static string Of(TrialOutcome outcome, int steps, ModelSize size, ReadOnlySpan<float> parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{outcome.Name()}|{steps}|{size}|")));
        hash.AppendData(MemoryMarshal.AsBytes<float>(parameters.IndexOf(float.NaN) < 0 ? parameters : WithOneNotANumber(parameters)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Sign and payload of a NaN depend on the processor and on the order of operands; here there is one NaN.</summary>
    private static float[] WithOneNotANumber(ReadOnlySpan<float> parameters)
    {
        var copy = parameters.ToArray();
        foreach (ref var value in copy.AsSpan())
        {
            value = float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7FC00000) : value;
        }

        return copy;
    }
}
