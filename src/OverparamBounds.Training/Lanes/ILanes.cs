namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Arithmetic on one register of float32 lanes. Each lane belongs to another network, and no operation here mixes two
/// lanes, so what a network computes does not depend on how many lanes a register has or on where in it the network
/// stands.
/// </summary>
/// <remarks>
/// Every operation is correctly rounded and the same on every processor; multiply-and-add is fused everywhere. Masks
/// are vectors whose lanes have all bits set or none.
/// </remarks>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Networks of a register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether 32 registers can be named, so that a tile of 20 sums stays in them; else there are 16.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector SquareRoot(TVector value);

    /// <summary>left * right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract TVector Negate(TVector value);

    static abstract TVector Abs(TVector value);

    /// <summary>max(0, value); NaN stays NaN.</summary>
    static abstract TVector Positive(TVector value);

    /// <summary>The smaller one; NaN on the right stays NaN.</summary>
    static abstract TVector Min(TVector bound, TVector value);

    /// <summary>The larger one; NaN on the right stays NaN.</summary>
    static abstract TVector Max(TVector bound, TVector value);

    static abstract TVector GreaterThan(TVector left, TVector right);

    static abstract TVector Equal(TVector left, TVector right);

    static abstract TVector Select(TVector mask, TVector ifSet, TVector ifNot);

    /// <summary>The size of the first with the sign of the second.</summary>
    static abstract TVector CopySign(TVector size, TVector sign);

    /// <summary>value * 2^n, where shifted = 1.5 * 2^23 + n with a whole number n of -160..160; rounded once.</summary>
    static abstract TVector ScaleByPowerOfTwo(TVector value, TVector shifted);

    /// <summary>2^n, where shifted = 1.5 * 2^23 + n with a whole number n of -126..127.</summary>
    static abstract TVector PowerOfTwo(TVector shifted);

    /// <summary>One bit a lane, lane 0 lowest.</summary>
    static abstract uint Bits(TVector mask);
}
