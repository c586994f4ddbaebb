using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Tasks.Synthetic;

namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class RegressionTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 20)]
    [InlineData(40, 40)]
    public void Up_to_d_teacher_units_are_orthonormal(int m, int d)
    {
        var rows = Teacher.HiddenWeights(m, d, new RandomSequence(11, RandomPurpose.Data));

        for (var one = 0; one < m; one++)
        {
            for (var other = 0; other < m; other++)
            {
                // Rounding of d products, twice over.
                Assert.Equal(one == other ? 1 : 0, rows[one].Zip(rows[other], (a, b) => a * b).Sum(), 1e-13);
            }
        }
    }

    [Fact]
    public void The_diagonal_of_R_is_positive()
    {
        var rows = Teacher.HiddenWeights(4, 6, new RandomSequence(3, RandomPurpose.Data));
        var draws = new RandomSequence(3, RandomPurpose.Data);

        // R's diagonal is the share of each normal vector along its own row of Q; later rows of Q take no share of it.
        for (var unit = 0; unit < 4; unit++)
        {
            var normal = Enumerable.Range(0, 6).Select(_ => draws.NextNormal()).ToArray();
            Assert.True(normal.Zip(rows[unit], (a, b) => a * b).Sum() > 0);
            Assert.All(rows.Skip(unit + 1), row => Assert.Equal(0, normal.Zip(row, (a, b) => a * b).Sum(), 1e-12));
        }
    }

    [Fact]
    public void More_teacher_units_than_inputs_have_norm_one()
    {
        var rows = Teacher.HiddenWeights(9, 4, new RandomSequence(5, RandomPurpose.Data));

        Assert.All(rows, row => Assert.Equal(1, Geometry.Norm(row), 1e-14));
    }

    [Fact]
    public void Targets_are_what_the_teacher_says()
    {
        var data = TaskLoader.Load("teacher(50,6,4,relu,seed=7)").Data;
        var all = TaskLoader.Load("teacher(50,6,4,relu,positive=true,seed=7)").Data;

        Assert.Equal(0, Residual(data, "teacher(act=relu,d=6,m=4,n=50,noise=0)", [1, -1, 1, -1]), 1e-12);
        Assert.Equal(0, Residual(all, "teacher(act=relu,d=6,m=4,n=50,noise=0,positive=true)", [1, 1, 1, 1]), 1e-12);
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for()
    {
        var data = TaskLoader.Load("teacher(4000,3,2,relu,0.5,seed=7)").Data;

        var residual = Residual(data, "teacher(act=relu,d=3,m=2,n=4000,noise=0.5)", [1, -1]);

        // Five standard errors of a variance from 4000 normal draws.
        Assert.Equal(0.25, residual, 5 * 0.25 * Math.Sqrt(2.0 / 4000));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("erf")]
    [InlineData("gelu")]
    [InlineData("softplus")]
    [InlineData("leakyrelu")]
    public void A_teacher_of_one_unit_on_a_line_draws_its_nonlinearity(string name)
    {
        var data = TaskLoader.Load($"teacher(200,1,1,{name})").Data;

        Func<double, double> curve = name switch
        {
            "relu" => z => Math.Max(0, z),
            "tanh" => Math.Tanh,
            "sigmoid" => z => 1 / (1 + Math.Exp(-z)),
            "erf" => z => Erf(z),
            "gelu" => z => z * (1 + Erf(z / Math.Sqrt(2))) / 2,
            "softplus" => z => Math.Log(1 + Math.Exp(z)),
            _ => z => Math.Max(0.01 * z, z),
        };

        // In one dimension the only unit vectors are 1 and -1.
        double Worst(int sign) => Enumerable.Range(0, 200).Max(row => Math.Abs(data.Targets![row] - curve(sign * data.Inputs[row])));
        Assert.True(Math.Min(Worst(1), Worst(-1)) < 1e-12);
        Assert.Contains(name, ActivationNames.All);
    }

    [Fact]
    public void A_sine_runs_over_equally_spaced_points_from_minus_one_to_one()
    {
        var data = TaskLoader.Load("sine(17,1.5)").Data;

        Assert.Equal((-1.0, 1.0), (data.Inputs[0], data.Inputs[16]));
        for (var row = 0; row < 17; row++)
        {
            Assert.Equal(-1 + (row / 8.0), data.Inputs[row]);
            Assert.Equal(Math.Sin(2 * Math.PI * 1.5 * data.Inputs[row]), data.Targets![row], 1e-14);
        }
    }

    [Fact]
    public void One_unit_fewer_than_points_interpolates_a_line_of_them()
    {
        var data = TaskLoader.Load("sine(12,1)").Data;
        var (x, y) = (data.Inputs, data.Targets!);

        // Slopes between neighbours; each unit bends the line at one point.
        var slopes = Enumerable.Range(0, 11).Select(at => (y[at + 1] - y[at]) / (x[at + 1] - x[at])).ToArray();
        double Network(double input) => y[0] + Enumerable.Range(0, 11)
            .Sum(unit => (slopes[unit] - (unit == 0 ? 0 : slopes[unit - 1])) * Math.Max(0, input - x[unit]));

        Assert.All(Enumerable.Range(0, 12), row => Assert.Equal(y[row], Network(x[row]), 1e-12));
    }

    [Fact]
    public void Random_targets_are_standard_normal_on_rows_of_norm_one()
    {
        var data = TaskLoader.Load("randomreg(4000,5)").Data;

        Assert.Equal(1, Geometry.Norm(data.Row(17).ToArray()), 1e-12);
        Assert.Equal(0, data.Targets!.Average(), 5 / Math.Sqrt(4000));
        Assert.Equal(1, data.TargetVariance(), 5 * Math.Sqrt(2.0 / 4000));
    }

    /// <summary>Mean squared distance of the targets from the teacher, drawn again from the documented key.</summary>
    private static double Residual(Core.Data.Dataset data, string text, int[] signs)
    {
        var draws = new RandomSequence(RandomSequence.KeyOf($"obd1|{text}||seed=7"), RandomPurpose.Data);
        var hidden = Teacher.HiddenWeights(signs.Length, data.Features, draws);
        return Enumerable.Range(0, data.Samples).Average(row =>
        {
            var input = data.Row(row).ToArray();
            var output = hidden.Select((unit, at) => signs[at] * Math.Max(0, unit.Zip(input, (a, b) => a * b).Sum())).Sum();
            return Math.Pow(data.Targets![row] - output, 2);
        });
    }

    /// <summary>Simpson's rule on 2/sqrt(pi) exp(-t^2): 2000 intervals leave less than 1e-13 on [-6, 6].</summary>
    private static double Erf(double z)
    {
        const int Intervals = 2000;
        var step = z / Intervals;
        var sum = Enumerable.Range(0, Intervals + 1).Sum(at =>
            (at is 0 or Intervals ? 1 : at % 2 == 1 ? 4 : 2) * Math.Exp(-(at * step * at * step)));
        return 2 / Math.Sqrt(Math.PI) * sum * step / 3;
    }
}
