namespace OverparamBounds.Storage;

public enum OpenMode
{
    /// <summary>For verbs that write: a ledger is made where there is none.</summary>
    Create,

    /// <summary>For verbs that only read: where there is no ledger, none is made.</summary>
    Existing,
}
