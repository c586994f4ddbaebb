using System.Globalization;
using System.Text;
using System.Text.Unicode;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Reads a sweep from bytes. Files come from anywhere, so size, encoding and depth are looked at first.</summary>
public static class SweepText
{
    public const int MostBytes = 1 << 20;

    /// <param name="content">UTF-8, with or without a byte-order mark.</param>
    /// <param name="fileName">What messages begin with; its ending says whether it is JSON (.json) or YAML (.yaml, .yml).</param>
    /// <exception cref="RequestException">
    /// Lists everything wrong as <c>file:line:column: key: what is wrong; mend.</c>, in the order of the file.
    /// </exception>
    public static SweepRequest Parse(ReadOnlySpan<byte> content, string fileName)
    {
        CheckSize(content.Length, fileName);
        var mistakes = new SweepMistakes(fileName);
        var bytes = WithoutMark(content, mistakes);
        SweepNode root = Path.GetExtension(fileName).ToLowerInvariant() switch
        {
            ".json" => JsonNodes.Read(bytes, mistakes),
            ".yaml" or ".yml" => YamlNodes.Read(Encoding.UTF8.GetString(bytes), mistakes),
            _ => throw new RequestException($"{fileName}: a sweep's file ends in .json, .yaml or .yml; rename it."),
        };
        return new SweepReader(fileName, mistakes).Read(root);
    }

    /// <exception cref="RequestException">The file is larger than a sweep may be.</exception>
    internal static void CheckSize(long bytes, string fileName)
    {
        if (bytes > MostBytes)
        {
            throw new RequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"{fileName}: it has {bytes} bytes, more than the {MostBytes} of the largest sweep; use ranges, or split it."));
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content, SweepMistakes mistakes)
    {
        if (content.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || content.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
        {
            throw mistakes.Fatal(new(1, 1), string.Empty, "it begins with the mark of UTF-32; save it as UTF-8.");
        }

        if (content.Length >= 2 && content[..2] is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            throw mistakes.Fatal(new(1, 1), string.Empty, "it begins with the mark of UTF-16; save it as UTF-8.");
        }

        var bytes = content.Length >= 3 && content[..3] is [0xEF, 0xBB, 0xBF] ? content[3..] : content;
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
        {
            throw mistakes.Fatal(Place(bytes, nul), string.Empty, "it holds a NUL byte, as UTF-16 and binary files do; save it as UTF-8 text.");
        }

        if (bytes.Trim("\t\r\n "u8).IsEmpty)
        {
            throw mistakes.Fatal(new(1, 1), string.Empty, "the file is empty; it wants at least name, task and search or grid.");
        }

        return Utf8.IsValid(bytes)
            ? bytes
            : throw mistakes.Fatal(Place(bytes, FirstInvalid(bytes)), string.Empty, "this byte is no UTF-8; save the file as UTF-8.");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    /// <summary>The place of a byte; what stands before it in its line is counted in characters.</summary>
    private static SweepPlace Place(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return new(1 + before.Count((byte)'\n'), 1 + Encoding.UTF8.GetCharCount(line));
    }
}
