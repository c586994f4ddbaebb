using System.Runtime.Intrinsics;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>The matrix product against the chain of fused multiply-adds that it promises, bit for bit, whatever its shape.</summary>
public sealed unsafe class LaneProductTests
{
    /// <summary>Rows, columns and steps around the edges of tiles and blocks.</summary>
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            foreach (var rows in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 17, 23 })
            {
                foreach (var columns in new[] { 1, 2, 3, 4, 5, 6, 7, 10 })
                {
                    foreach (var steps in new[] { 1, 2, 7, 143, 145, 200 })
                    {
                        shapes.Add(rows, columns, steps);
                    }
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_element_is_one_chain_in_ascending_order(int rows, int columns, int steps)
    {
        AssertChains<Lanes512, Vector512<float>>(rows, columns, steps);
        AssertChains<Lanes256, Vector256<float>>(rows, columns, steps);
        AssertChains<Lanes128, Vector128<float>>(rows, columns, steps);
    }

    private static void AssertChains<TLanes, TVector>(int rows, int columns, int steps)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        foreach (var starts in new[] { false, true })
        {
            AssertChains<TLanes, TVector, SharedOperand, Unchanged>(rows, columns, steps, starts, (value, _) => value);
            AssertChains<TLanes, TVector, OwnOperand, Rectified>(rows, columns, steps, starts, (value, _) => MathF.Max(0, value));
            AssertChains<TLanes, TVector, OwnOperand, WhereActive>(rows, columns, steps, starts, (value, beside) => beside > 0 ? value : 0);
        }
    }

    private static void AssertChains<TLanes, TVector, TLeft, TEpilogue>(
        int rows, int columns, int steps, bool starts, Func<float, float, float> epilogue)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TLeft : struct, ILaneOperand
        where TEpilogue : struct, ILaneEpilogue
    {
        var lanes = TLanes.Count;
        var width = TLeft.Size<TLanes, TVector>();
        using var a = Random((rows + 1) * (steps + 2) * width, seed: 1);
        using var b = Random((columns + 1) * (steps + 1) * lanes, seed: 2);
        using var start = Random((rows + 1) * (columns + 1) * lanes, seed: 3);
        using var beside = Random((rows + 1) * (columns + 1) * lanes, seed: 4);
        using var c = new LaneMemory((rows + 1) * (columns + 1) * lanes);

        // Strides that leave gaps: rows of A one step apart, columns of B and rows of C padded by one.
        var places = new ProductPlaces
        {
            A = a.Start,
            ARow = width,
            AStep = (rows + 1) * width,
            B = b.Start,
            BColumn = (steps + 1) * lanes,
            BStep = lanes,
            Start = starts ? start.Start : null,
            StartRow = (columns + 1) * lanes,
            StartColumn = lanes,
            C = c.Start,
            CRow = (columns + 1) * lanes,
            CColumn = lanes,
            Beside = beside.Start,
            Rows = rows,
            Columns = columns,
            Steps = steps,
        };

        LaneProduct<TLanes, TVector, TLeft, TEpilogue>.Run(places);

        for (var row = 0; row <= rows; row++)
        {
            for (var column = 0; column <= columns; column++)
            {
                for (var lane = 0; lane < lanes; lane++)
                {
                    var at = (((row * (columns + 1)) + column) * lanes) + lane;
                    if (row == rows || column == columns)
                    {
                        // Nothing is written beside the product.
                        Assert.Equal(0, c.Start[at]);
                        continue;
                    }

                    var sum = starts ? start.Start[at] : 0;
                    for (var step = 0; step < steps; step++)
                    {
                        var left = a.Start[(((step * (rows + 1)) + row) * width) + (width == 1 ? 0 : lane)];
                        sum = MathF.FusedMultiplyAdd(left, b.Start[(((column * (steps + 1)) + step) * lanes) + lane], sum);
                    }

                    Assert.Equal(epilogue(sum, beside.Start[at]), c.Start[at]);
                }
            }
        }
    }

    private static LaneMemory Random(int count, int seed)
    {
        var random = new RandomSequence((ulong)seed, RandomPurpose.Simulation);
        var memory = new LaneMemory(count);
        for (var i = 0; i < count; i++)
        {
            memory.Start[i] = (float)random.NextNormal();
        }

        return memory;
    }
}
