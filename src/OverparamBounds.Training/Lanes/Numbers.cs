namespace OverparamBounds.Training.Lanes;

/// <summary>A number that the compiler knows, so that code for other numbers vanishes.</summary>
internal interface INumber
{
    static abstract int Value { get; }
}

internal readonly struct Number1 : INumber
{
    public static int Value => 1;
}

internal readonly struct Number2 : INumber
{
    public static int Value => 2;
}

internal readonly struct Number3 : INumber
{
    public static int Value => 3;
}

internal readonly struct Number4 : INumber
{
    public static int Value => 4;
}

internal readonly struct Number5 : INumber
{
    public static int Value => 5;
}
