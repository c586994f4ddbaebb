using OverparamBounds.Tasks.Sequences;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>The first 13 chapters of a novel, 109,121 characters of 72 kinds, as windows with the next character as target.</summary>
public static class Pride
{
    public static LearningTask Entry { get; } = CharacterModel.Of(
        "pride",
        "Next character of Pride and Prejudice",
        new("Austen", 1813, "Pride and Prejudice, chapters 1 to 13; the text as in janeaustenr 1.0.0"),
        () => ShippedFile.Read("pride_ch01-13.txt"));
}
