using OverparamBounds.Core.Randomness;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Theory.Kernels;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Jobs.Tests;

/// <summary>torch's eigenvalues against MathNet's, which hosts hand to theory by size.</summary>
public class HostEigensolverTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(57)]
    [InlineData(300)]
    public void Torch_and_the_managed_solver_agree_to_their_error_bound(int size)
    {
        var matrix = Gram(size, rank: size + 3);

        var managed = new ManagedEigensolver().Eigenvalues(matrix, size, Token);
        var torch = new TorchEigensolver().Eigenvalues(matrix, size, Token);

        // Both are backward stable: n machine epsilons of the largest eigenvalue, for each of the two.
        var error = 2 * size * 2.2e-16 * managed[^1];
        Assert.All(managed.Zip(torch), pair => Assert.Equal(pair.First, pair.Second, error));
        Assert.Equal(torch.Order(), torch);
    }

    [Fact]
    public void Both_find_an_eigenvalue_that_is_zero()
    {
        var matrix = Gram(260, rank: 200);
        foreach (var eigenvalues in new[] { new TorchEigensolver().Eigenvalues(matrix, 260, Token), new ManagedEigensolver().Eigenvalues(matrix, 260, Token) })
        {
            Assert.Equal(60, eigenvalues.Count(value => Math.Abs(value) < 260 * 2.2e-15 * eigenvalues[^1]));
        }
    }

    [Fact]
    public void The_host_leaves_the_matrix_as_it_was()
    {
        var matrix = Gram(250, rank: 260);
        var before = (double[])matrix.Clone();

        new HostEigensolver().Eigenvalues(matrix, 250, Token);

        Assert.Equal(before, matrix);
    }

    [Theory]
    [InlineData(500, 100, 0.173)]
    [InlineData(1000, 20, 0.066)]
    public void Random_directions_stand_on_the_known_plateaus(int samples, int features, double expected)
    {
        var draws = new RandomSequence(15, RandomPurpose.Data);
        var rows = new double[samples][];
        for (var row = 0; row < samples; row++)
        {
            double[] values = [.. Enumerable.Range(0, features).Select(_ => draws.NextNormal())];
            var norm = Math.Sqrt(values.Sum(value => value * value));
            rows[row] = [.. values.Select(value => value / norm)];
        }

        var smallest = new HostEigensolver().Eigenvalues(new TwoLayerGram(InputRows.Of(rows)).Matrix(Token), samples, Token)[0];

        // One draw against one draw of another generator: the value moves by some percent between draws.
        Assert.Equal(expected, smallest, 0.012);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static double[] Gram(int size, int rank)
    {
        var draws = new RandomSequence(3, RandomPurpose.Data);
        var rows = Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, rank).Select(_ => draws.NextNormal()).ToArray()).ToArray();
        var matrix = new double[size * size];
        for (var one = 0; one < size; one++)
        {
            for (var other = 0; other < size; other++)
            {
                matrix[(one * size) + other] = rows[one].Zip(rows[other], (a, b) => a * b).Sum() / rank;
            }
        }

        return matrix;
    }
}
