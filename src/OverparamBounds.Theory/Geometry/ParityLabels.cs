using System.Collections;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Recognises labels that are the parity of some of the two-valued columns: a linear system over two elements.</summary>
internal static class ParityLabels
{
    private const int MostColumns = 64;

    /// <summary>Columns in the parity, by Gaussian elimination; null where the labels are no parity or the task has other columns.</summary>
    public static int? Order(Dataset data)
    {
        if (data.Labels is not { } labels || data.Classes != 2 || data.Features > MostColumns)
        {
            return null;
        }

        var high = new double[data.Features];
        for (var column = 0; column < data.Features; column++)
        {
            var values = Enumerable.Range(0, data.Samples).Select(row => data.Row(row)[column]).Distinct().Take(3).ToList();
            if (values.Count > 2)
            {
                return null;
            }

            high[column] = values.Max();
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
        return equations.Count(equation => Lead(equation) < data.Features && equation[unknowns]);
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
