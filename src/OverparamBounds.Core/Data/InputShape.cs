namespace OverparamBounds.Core.Data;

/// <summary>What the numbers of an input row are, for architectures that care.</summary>
public abstract record InputShape
{
    private InputShape()
    {
    }

    /// <summary>Inputs of a row.</summary>
    public abstract int Features { get; }

    /// <summary>What a user calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Real numbers in no particular order.</summary>
    public sealed record Vector(int Length) : InputShape
    {
        public override int Features => Length;

        public override string Name => "vectors";
    }

    /// <summary>Pixels row by row, the channels of a pixel side by side: [height, width, channels].</summary>
    public sealed record Image(int Height, int Width, int Channels) : InputShape
    {
        public override int Features => checked(Height * Width * Channels);

        public override string Name => "images";
    }

    /// <summary>Token ids 0..<paramref name="Vocabulary"/>-1, one a position.</summary>
    public sealed record Tokens(int Length, int Vocabulary) : InputShape
    {
        public override int Features => Length;

        public override string Name => "sequences";
    }
}
