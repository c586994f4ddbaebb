using System.Text;

namespace OverparamBounds.Jobs.Tests.BadSweeps;

/// <summary>A sweep file that must be refused, and how the refusal must read.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="FileName">Its name, by whose ending it is read.</param>
/// <param name="Place">Line and column that a message must name, such as 3:8; empty where the file as a whole is wrong.</param>
/// <param name="Phrase">A fragment of the message at that place.</param>
public sealed record BadSweep(string Name, string FileName, byte[] Content, string Place, string Phrase)
{
    private const string Head = "name: bad\ntask: xor\n";

    /// <summary>A whole YAML file.</summary>
    public static BadSweep Yaml(string name, string text, string place, string phrase) =>
        new(name, "bad.yaml", Encoding.UTF8.GetBytes(text), place, phrase);

    /// <summary>Lines of YAML from the third on, behind a name and the task xor.</summary>
    public static BadSweep Rest(string name, string text, string place, string phrase) => Yaml(name, Head + text, place, phrase);

    /// <summary>Lines of YAML from the third on, with a search at the end.</summary>
    public static BadSweep Key(string name, string text, string place, string phrase) => Yaml(name, Head + text + "\nsearch: {}\n", place, phrase);

    /// <summary>The content of a search.</summary>
    public static BadSweep Search(string name, string text, string place, string phrase) => Yaml(name, $"{Head}search: {{{text}}}\n", place, phrase);

    /// <summary>The content of a grid.</summary>
    public static BadSweep Grid(string name, string text, string place, string phrase) => Yaml(name, $"{Head}grid: {{{text}}}\n", place, phrase);

    /// <summary>A whole JSON file.</summary>
    public static BadSweep Json(string name, string text, string place, string phrase) =>
        new(name, "bad.json", Encoding.UTF8.GetBytes(text), place, phrase);

    public static BadSweep Bytes(string name, byte[] content, string place, string phrase) => new(name, "bad.yaml", content, place, phrase);

    public override string ToString() => Name;
}
