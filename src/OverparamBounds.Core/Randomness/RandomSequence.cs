using System.Security.Cryptography;
using System.Text;

namespace OverparamBounds.Core.Randomness;

/// <summary>What a sequence of draws is for; each purpose has a sequence of its own under the same key.</summary>
public enum RandomPurpose
{
    Data = 0,
    Labels = 1,
    Initialisation = 2,
    Order = 3,
    Noise = 4,
    Simulation = 5,
}

/// <summary>A reader of one sequence of a counter-based generator.</summary>
/// <param name="key">Which generator; see <see cref="KeyOf"/>.</param>
/// <param name="purpose">Which sequence of it.</param>
public sealed class RandomSequence(ulong key, RandomPurpose purpose)
{
    private readonly uint[] _words = new uint[4];
    private ulong _next;
    private int _used = 4;
    private double? _spareNormal;

    /// <summary>The first eight bytes, little-endian, of the SHA-256 of the UTF-8 text.</summary>
    public static ulong KeyOf(string text) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0);

    public uint NextWord()
    {
        if (_used == 4)
        {
            (_words[0], _words[1], _words[2], _words[3]) = Philox.Block(key, (ulong)purpose, _next++);
            _used = 0;
        }

        return _words[_used++];
    }

    /// <summary>Uniform on [0, 1), a multiple of 2^-53.</summary>
    public double NextUniform()
    {
        var high = (ulong)NextWord();
        return (((high << 32) | NextWord()) >> 11) * (1.0 / (1ul << 53));
    }

    /// <summary>Uniform on [low, high).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextUniform());
        _spareNormal = radius * sine;
        return radius * cosine;
    }

    /// <summary>Uniform on 0..count-1, without bias (Lemire's rejection).</summary>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var threshold = (uint)(0x1_0000_0000ul % (uint)count);
        while (true)
        {
            var product = (ulong)NextWord() * (uint)count;
            if ((uint)product >= threshold)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>A uniform permutation of 0..count-1 (Fisher and Yates).</summary>
    public int[] NextPermutation(int count)
    {
        var order = new int[count];
        NextPermutation(order);
        return order;
    }

    /// <summary>The same into memory that is there.</summary>
    public void NextPermutation(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (var i = order.Length - 1; i > 0; i--)
        {
            var other = NextIndex(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
