using System.Collections;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Labels that are the parity of some of the two-valued columns.</summary>
/// <param name="Order">k, columns in the parity.</param>
/// <param name="HasWholeCube">Whether the rows are all corners of the cube of the columns that vary, so that every edge is there.</param>
internal readonly record struct ParityLabels(int Order, bool HasWholeCube)
{
    private const int MostColumns = 64;

    /// <summary>A cube of more columns has more corners than any data set here.</summary>
    private const int MostCubeColumns = 30;

    /// <summary>Solves a linear system over two elements; null where the labels are no parity or a column has more values.</summary>
    public static ParityLabels? Recognise(Dataset data)
    {
        if (data.Labels is not { } labels || data.Classes != 2 || data.Features > MostColumns)
        {
            return null;
        }

        // A constant column is in no parity: its entry never equals NaN.
        var high = new double[data.Features];
        var varying = 0;
        for (var column = 0; column < data.Features; column++)
        {
            var values = Enumerable.Range(0, data.Samples).Select(row => data.Row(row)[column]).Distinct().Take(3).ToList();
            if (values.Count > 2)
            {
                return null;
            }

            high[column] = values.Count == 2 ? values.Max() : double.NaN;
            varying += values.Count - 1;
        }

        // One unknown a column and one for the constant; the label is the right side.
        var unknowns = data.Features + 1;
        var equations = new List<BitArray>();
        for (var row = 0; row < data.Samples; row++)
        {
            var equation = new BitArray(unknowns + 1);
            for (var column = 0; column < data.Features; column++)
            {
                equation[column] = data.Row(row)[column] == high[column];
            }

            equation[data.Features] = true;
            equation[unknowns] = labels[row] == 1;
            foreach (var known in equations)
            {
                if (equation[Lead(known)])
                {
                    equation.Xor(known);
                }
            }

            var lead = Lead(equation);
            if (lead == unknowns)
            {
                return null;
            }

            if (lead >= 0)
            {
                foreach (var known in equations.Where(known => known[lead]))
                {
                    known.Xor(equation);
                }

                equations.Add(equation);
            }
        }

        // Free unknowns are left out of the parity; reduced equations then give the others.
        var order = equations.Count(equation => Lead(equation) < data.Features && equation[unknowns]);
        var distinctRows = data.Samples - EqualRows.Count(data).Repeated;
        return new(order, varying < MostCubeColumns && distinctRows == 1 << varying);
    }

    private static int Lead(BitArray equation)
    {
        for (var at = 0; at < equation.Length; at++)
        {
            if (equation[at])
            {
                return at;
            }
        }

        return -1;
    }
}
