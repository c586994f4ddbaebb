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
        var beginning = string.Create(CultureInfo.InvariantCulture, $"{outcome.Name()}|{steps}|{size}|");
        var bytes = MemoryMarshal.AsBytes<float>(parameters.IndexOf(float.NaN) < 0 ? parameters : WithOneNotANumber(parameters));
        var text = beginning.Length + bytes.Length is var length && length <= 4096 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(beginning, text);
        bytes.CopyTo(text[beginning.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return Convert.ToHexStringLower(hash[..16]);
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
