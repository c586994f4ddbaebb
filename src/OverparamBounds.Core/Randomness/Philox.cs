namespace OverparamBounds.Core.Randomness;

/// <summary>
/// The counter-based generator Philox 4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3" (SC 2011). A draw is a pure function of key and counter, so its value does not depend on what else was drawn.
/// </summary>
public static class Philox
{
    /// <summary>The four words of one counter under one key.</summary>
    /// <param name="key">64 bits: which generator.</param>
    /// <param name="stream">Upper 64 bits of the counter: which sequence of it.</param>
    /// <param name="block">Lower 64 bits of the counter: which four words of the sequence.</param>
    public static (uint A, uint B, uint C, uint D) Block(ulong key, ulong stream, ulong block)
    {
        uint c0 = (uint)block, c1 = (uint)(block >> 32), c2 = (uint)stream, c3 = (uint)(stream >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53ul * c0;
            var product1 = 0xCD9E8D57ul * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ k0,
                (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ k1,
                (uint)product0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }
}
