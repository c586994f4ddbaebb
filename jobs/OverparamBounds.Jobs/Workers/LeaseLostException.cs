using System.Globalization;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Jobs.Workers;

/// <summary>What was done under a lease came too late: somebody else has the block.</summary>
public sealed class LeaseLostException(BlockLease lease) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"Block {lease.Block} was taken away from this worker; its results are refused."));
