namespace OverparamBounds.Training.Lanes;

/// <summary>Where the factors, the sum and the start of a product stand. Strides count floats.</summary>
/// <remarks>C[i, j] = start[i, j] + sum over k of A[i, k] B[k, j], k ascending; the sign of a zero is left open.</remarks>
internal unsafe struct ProductPlaces
{
    public float* A;
    public nint ARow;
    public nint AStep;

    public float* B;
    public nint BColumn;
    public nint BStep;

    /// <summary>Null to start from 0.</summary>
    public float* Start;
    public nint StartRow;
    public nint StartColumn;

    public float* C;
    public nint CRow;
    public nint CColumn;

    /// <summary>Second matrix of an epilogue, in the layout of C.</summary>
    public float* Beside;

    public int Rows;
    public int Columns;
    public int Steps;

    /// <summary>Where the factors of each step stand, from A and B on, where the steps are listed instead of strided.</summary>
    public nint* AOffsets;
    public nint* BOffsets;
}
