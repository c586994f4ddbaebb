using System.Reflection;
using OverparamBounds.Core.Ledger;

namespace OverparamBounds.Jobs.Tests;

/// <summary>A ledger on a full disk: it reads, and every save of trials fails.</summary>
public class FullLedger : DispatchProxy
{
    private ILedger? _ledger;

    public static ILedger Over(ILedger ledger)
    {
        var full = Create<ILedger, FullLedger>();
        ((FullLedger)(object)full)._ledger = ledger;
        return full;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(ILedger.SaveTrialsAsync)
            ? Task.FromException<int>(new IOException("The disk is full."))
            : targetMethod.Invoke(_ledger, args);
}
