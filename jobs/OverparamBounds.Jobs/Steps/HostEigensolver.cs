using OverparamBounds.Core.Numerics;
using OverparamBounds.Theory.Kernels;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Jobs.Steps;

/// <summary>What hosts hand to theory: MathNet for small matrices, which spares the load of torch, and torch's LAPACK above.</summary>
public sealed class HostEigensolver : ISymmetricEigensolver
{
    /// <summary>MathNet takes 34 ms at this size and grows with its cube at a hundred times LAPACK's rate.</summary>
    private const int MostManaged = 200;

    private readonly ManagedEigensolver _managed = new();
    private readonly TorchEigensolver _torch = new();

    public string Name => $"{_managed.Name}, {_torch.Name} above {MostManaged} rows";

    public double[] Eigenvalues(double[] matrix, int size, CancellationToken cancellationToken) =>
        size <= MostManaged ? _managed.Eigenvalues(matrix, size, cancellationToken) : _torch.Eigenvalues(matrix, size, cancellationToken);
}
