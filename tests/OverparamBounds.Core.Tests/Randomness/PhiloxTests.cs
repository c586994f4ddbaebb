using System.Numerics;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Tests.Randomness;

/// <summary>The generator against the known answers that its authors publish (Random123, kat_vectors, philox4x32 10).</summary>
public sealed class PhiloxTests
{
    /// <param name="key">Second key word above the first.</param>
    /// <param name="stream">Fourth counter word above the third.</param>
    /// <param name="block">Second counter word above the first.</param>
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0_a4093822ul, 0x03707344_13198a2eul, 0x85a308d3_243f6a88ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Published_answers_are_met(ulong key, ulong stream, ulong block, uint a, uint b, uint c, uint d)
    {
        Assert.Equal((a, b, c, d), Philox.Block(key, stream, block));
    }

    [Fact]
    public void Each_bit_of_key_and_counter_changes_about_half_of_the_output()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("avalanche"), RandomPurpose.Simulation);
        var changed = new int[3 * 64];
        const int Draws = 200;

        for (var draw = 0; draw < Draws; draw++)
        {
            ulong key = Word(random), stream = Word(random), block = Word(random);
            var before = Philox.Block(key, stream, block);
            for (var bit = 0; bit < changed.Length; bit++)
            {
                var flip = 1ul << (bit % 64);
                changed[bit] += Difference(before, (bit / 64) switch
                {
                    0 => Philox.Block(key ^ flip, stream, block),
                    1 => Philox.Block(key, stream ^ flip, block),
                    _ => Philox.Block(key, stream, block ^ flip),
                });
            }
        }

        // 25600 bits a place, each changed with chance 1/2: 12800 with a deviation of 80; five deviations either side.
        Assert.All(changed, count => Assert.InRange(count, 12_400, 13_200));
    }

    private static ulong Word(RandomSequence random) => ((ulong)random.NextWord() << 32) | random.NextWord();

    private static int Difference((uint A, uint B, uint C, uint D) one, (uint A, uint B, uint C, uint D) other) =>
        BitOperations.PopCount(one.A ^ other.A)
        + BitOperations.PopCount(one.B ^ other.B)
        + BitOperations.PopCount(one.C ^ other.C)
        + BitOperations.PopCount(one.D ^ other.D);
}
