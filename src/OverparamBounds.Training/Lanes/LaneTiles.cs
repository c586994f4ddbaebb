using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// The kernel of <see cref="LaneProduct{TLanes,TVector,TLeft,TEpilogue}"/>: B and C hold one register an element, A as
/// <typeparamref name="TLeft"/> says. A tile of up to 5 x 4 sums stays in registers.
/// </summary>
/// <remarks>
/// Each element is one chain of fused multiply-adds in ascending k, whatever the tile it stands in and however the
/// steps are blocked, so blocking never changes a bit of the result.
/// </remarks>
internal static unsafe class LaneTiles<TLanes, TVector, TLeft, TEpilogue, TWalk>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TLeft : struct, ILaneOperand
    where TEpilogue : struct, ILaneEpilogue
    where TWalk : struct, ILaneWalk
{
    /// <summary>Four columns of so many steps stay in the first-level cache while the rows go by.</summary>
    private const int StepsOfBlock = 96;

    private const int TileRows = 5;

    public static void Run(in ProductPlaces places)
    {
        if (places.Steps == 1 && places.Start is null && !TWalk.IsListed)
        {
            Outer(places);
            return;
        }

        if (places.Columns == 1)
        {
            Column(places);
            return;
        }

        var tiles = Tiles(places.Columns, TLanes.HasManyRegisters ? 4 : 2);
        var done = 0;
        do
        {
            // A last block that is hardly worth its loads and stores joins the one before.
            var steps = places.Steps - done <= StepsOfBlock * 3 / 2 ? places.Steps - done : StepsOfBlock;
            var block = places;
            if (TWalk.IsListed)
            {
                block.AOffsets += done;
                block.BOffsets += done;
            }
            else
            {
                block.A += done * places.AStep;
                block.B += done * places.BStep;
            }

            block.Steps = steps;
            if (done > 0)
            {
                block.Start = places.C;
                block.StartRow = places.CRow;
                block.StartColumn = places.CColumn;
            }

            var last = done + steps == places.Steps;
            var left = places.Columns;
            for (var tile = tiles; tile > 0; tile--)
            {
                var columns = (left + tile - 1) / tile;
                switch (columns)
                {
                    case 4: Rows<Number4>(block, last); break;
                    case 3: Rows<Number3>(block, last); break;
                    case 2: Rows<Number2>(block, last); break;
                    default: Rows<Number1>(block, last); break;
                }

                left -= columns;
                block.B += columns * block.BColumn;
                block.C += columns * block.CColumn;
                block.Beside += columns * block.CColumn;
                block.Start = block.Start is null ? null : block.Start + (columns * block.StartColumn);
            }

            done += steps;
        }
        while (done < places.Steps);
    }

    /// <summary>One step from zero, such as the way back from a single output: memory is what it waits for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outer(in ProductPlaces places)
    {
        var (row, cRow) = (places.ARow, places.CRow);
        for (var column = 0; column < places.Columns; column++)
        {
            var b = TLanes.Load(places.B + (column * places.BColumn));
            var a = places.A;
            var c = places.C + (column * places.CColumn);
            var beside = places.Beside + (column * places.CColumn);
            for (var left = places.Rows; left > 0; left--)
            {
                var value = TLanes.Multiply(TLeft.Load<TLanes, TVector>(a), b);
                TLanes.Store(TEpilogue.Apply<TLanes, TVector>(value, beside), c);
                a += row;
                c += cRow;
                beside += cRow;
            }
        }
    }

    /// <summary>One column, such as a single output: eight rows side by side, so that no sum waits for the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Column(in ProductPlaces places)
    {
        var (row, step, bStep) = (places.ARow, places.AStep, places.BStep);
        var (row3, row5, row7) = (3 * row, 5 * row, 7 * row);
        var first = 0;
        for (; first + 8 <= places.Rows; first += 8)
        {
            var a = places.A + (first * row);
            var b = places.B;
            var (c0, c1, c2, c3) = (Begin(places, first), Begin(places, first + 1), Begin(places, first + 2), Begin(places, first + 3));
            var (c4, c5, c6, c7) = (Begin(places, first + 4), Begin(places, first + 5), Begin(places, first + 6), Begin(places, first + 7));
            var aOffsets = places.AOffsets;
            var bOffsets = places.BOffsets;
            for (var left = places.Steps; left > 0; left--)
            {
                if (TWalk.IsListed)
                {
                    a = places.A + (first * row) + *aOffsets++;
                    b = places.B + *bOffsets++;
                }

                var value = TLanes.Load(b);
                c0 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a), value, c0);
                c1 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + row), value, c1);
                c2 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + (2 * row)), value, c2);
                c3 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + row3), value, c3);
                c4 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + (4 * row)), value, c4);
                c5 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + row5), value, c5);
                c6 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + (2 * row3)), value, c6);
                c7 = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a + row7), value, c7);
                if (!TWalk.IsListed)
                {
                    a += step;
                    b += bStep;
                }
            }

            End(places, first, c0);
            End(places, first + 1, c1);
            End(places, first + 2, c2);
            End(places, first + 3, c3);
            End(places, first + 4, c4);
            End(places, first + 5, c5);
            End(places, first + 6, c6);
            End(places, first + 7, c7);
        }

        for (; first < places.Rows; first++)
        {
            var a = places.A + (first * row);
            var b = places.B;
            var c = Begin(places, first);
            var aOffsets = places.AOffsets;
            var bOffsets = places.BOffsets;
            for (var left = places.Steps; left > 0; left--)
            {
                if (TWalk.IsListed)
                {
                    a = places.A + (first * row) + *aOffsets++;
                    b = places.B + *bOffsets++;
                }

                c = TLanes.MultiplyAdd(TLeft.Load<TLanes, TVector>(a), TLanes.Load(b), c);
                if (!TWalk.IsListed)
                {
                    a += step;
                    b += bStep;
                }
            }

            End(places, first, c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Begin(in ProductPlaces places, int row) =>
        places.Start is null ? TLanes.Broadcast(0) : TLanes.Load(places.Start + (row * places.StartRow));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(in ProductPlaces places, int row, TVector value) =>
        TLanes.Store(
            TEpilogue.Apply<TLanes, TVector>(value, places.Beside + (row * places.CRow)), places.C + (row * places.CRow));

    /// <summary>So many tiles that none is much smaller than the others: a tile of few sums leaves the multipliers waiting.</summary>
    private static int Tiles(int count, int most) => (count + most - 1) / most;

    private static void Rows<TColumns>(in ProductPlaces places, bool last)
        where TColumns : struct, INumber
    {
        if (last)
        {
            RowsWith<TColumns, TEpilogue>(places);
        }
        else
        {
            RowsWith<TColumns, Unchanged>(places);
        }
    }

    private static void RowsWith<TColumns, TLast>(in ProductPlaces places)
        where TColumns : struct, INumber
        where TLast : struct, ILaneEpilogue
    {
        var a = places.A;
        var c = places.C;
        var start = places.Start;
        var beside = places.Beside;
        var left = places.Rows;
        for (var tile = Tiles(left, TileRows); tile > 0; tile--)
        {
            var rows = (left + tile - 1) / tile;
            switch (rows)
            {
                case 1: Tile<Number1, TColumns, TLast>(places, a, c, start, beside); break;
                case 2: Tile<Number2, TColumns, TLast>(places, a, c, start, beside); break;
                case 3: Tile<Number3, TColumns, TLast>(places, a, c, start, beside); break;
                case 4: Tile<Number4, TColumns, TLast>(places, a, c, start, beside); break;
                default: Tile<Number5, TColumns, TLast>(places, a, c, start, beside); break;
            }

            left -= rows;
            a += rows * places.ARow;
            c += rows * places.CRow;
            beside += rows * places.CRow;
            start = start is null ? null : start + (rows * places.StartRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TColumns, TLast>(in ProductPlaces places, float* a, float* c, float* start, float* beside)
        where TRows : struct, INumber
        where TColumns : struct, INumber
        where TLast : struct, ILaneEpilogue
    {
        TVector c00 = default, c01 = default, c02 = default, c03 = default;
        TVector c10 = default, c11 = default, c12 = default, c13 = default;
        TVector c20 = default, c21 = default, c22 = default, c23 = default;
        TVector c30 = default, c31 = default, c32 = default, c33 = default;
        TVector c40 = default, c41 = default, c42 = default, c43 = default;
        if (start is not null)
        {
            var column = places.StartColumn;
            LoadRow<TColumns>(start, column, ref c00, ref c01, ref c02, ref c03);
            if (TRows.Value > 1)
            {
                LoadRow<TColumns>(start + places.StartRow, column, ref c10, ref c11, ref c12, ref c13);
            }

            if (TRows.Value > 2)
            {
                LoadRow<TColumns>(start + (2 * places.StartRow), column, ref c20, ref c21, ref c22, ref c23);
            }

            if (TRows.Value > 3)
            {
                LoadRow<TColumns>(start + (3 * places.StartRow), column, ref c30, ref c31, ref c32, ref c33);
            }

            if (TRows.Value > 4)
            {
                LoadRow<TColumns>(start + (4 * places.StartRow), column, ref c40, ref c41, ref c42, ref c43);
            }
        }

        var b = places.B;
        var (row, step, bColumn, bStep) = (places.ARow, places.AStep, places.BColumn, places.BStep);
        var (row3, bColumn3) = (3 * row, 3 * bColumn);
        var aOrigin = a;
        var aOffsets = places.AOffsets;
        var bOffsets = places.BOffsets;
        for (var left = places.Steps; left > 0; left--)
        {
            if (TWalk.IsListed)
            {
                a = aOrigin + *aOffsets++;
                b = places.B + *bOffsets++;
            }

            var b0 = TLanes.Load(b);
            var b1 = TColumns.Value > 1 ? TLanes.Load(b + bColumn) : default;
            var b2 = TColumns.Value > 2 ? TLanes.Load(b + (2 * bColumn)) : default;
            var b3 = TColumns.Value > 3 ? TLanes.Load(b + bColumn3) : default;
            AddRow<TColumns>(TLeft.Load<TLanes, TVector>(a), b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (TRows.Value > 1)
            {
                AddRow<TColumns>(TLeft.Load<TLanes, TVector>(a + row), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            }

            if (TRows.Value > 2)
            {
                AddRow<TColumns>(TLeft.Load<TLanes, TVector>(a + (2 * row)), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            }

            if (TRows.Value > 3)
            {
                AddRow<TColumns>(TLeft.Load<TLanes, TVector>(a + row3), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            }

            if (TRows.Value > 4)
            {
                AddRow<TColumns>(TLeft.Load<TLanes, TVector>(a + (4 * row)), b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            }

            if (!TWalk.IsListed)
            {
                a += step;
                b += bStep;
            }
        }

        var cColumn = places.CColumn;
        StoreRow<TColumns, TLast>(c, beside, cColumn, c00, c01, c02, c03);
        if (TRows.Value > 1)
        {
            StoreRow<TColumns, TLast>(c + places.CRow, beside + places.CRow, cColumn, c10, c11, c12, c13);
        }

        if (TRows.Value > 2)
        {
            StoreRow<TColumns, TLast>(c + (2 * places.CRow), beside + (2 * places.CRow), cColumn, c20, c21, c22, c23);
        }

        if (TRows.Value > 3)
        {
            StoreRow<TColumns, TLast>(c + (3 * places.CRow), beside + (3 * places.CRow), cColumn, c30, c31, c32, c33);
        }

        if (TRows.Value > 4)
        {
            StoreRow<TColumns, TLast>(c + (4 * places.CRow), beside + (4 * places.CRow), cColumn, c40, c41, c42, c43);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<TColumns>(
        float* start, nint column, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
        where TColumns : struct, INumber
    {
        c0 = TLanes.Load(start);
        c1 = TColumns.Value > 1 ? TLanes.Load(start + column) : c1;
        c2 = TColumns.Value > 2 ? TLanes.Load(start + (2 * column)) : c2;
        c3 = TColumns.Value > 3 ? TLanes.Load(start + (3 * column)) : c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TColumns>(
        TVector a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
        where TColumns : struct, INumber
    {
        c0 = TLanes.MultiplyAdd(a, b0, c0);
        c1 = TColumns.Value > 1 ? TLanes.MultiplyAdd(a, b1, c1) : c1;
        c2 = TColumns.Value > 2 ? TLanes.MultiplyAdd(a, b2, c2) : c2;
        c3 = TColumns.Value > 3 ? TLanes.MultiplyAdd(a, b3, c3) : c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TColumns, TLast>(
        float* c, float* beside, nint column, TVector c0, TVector c1, TVector c2, TVector c3)
        where TColumns : struct, INumber
        where TLast : struct, ILaneEpilogue
    {
        TLanes.Store(TLast.Apply<TLanes, TVector>(c0, beside), c);
        if (TColumns.Value > 1)
        {
            TLanes.Store(TLast.Apply<TLanes, TVector>(c1, beside + column), c + column);
        }

        if (TColumns.Value > 2)
        {
            TLanes.Store(TLast.Apply<TLanes, TVector>(c2, beside + (2 * column)), c + (2 * column));
        }

        if (TColumns.Value > 3)
        {
            TLanes.Store(TLast.Apply<TLanes, TVector>(c3, beside + (3 * column)), c + (3 * column));
        }
    }
}
