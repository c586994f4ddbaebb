using System.Security.Cryptography;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>A file as it lies on disk, and what gzip packed into it.</summary>
/// <param name="name">The path as the user wrote it, for messages.</param>
/// <param name="bytes">The bytes as they lie on disk.</param>
public sealed class FileContent(string name, byte[] bytes)
{
    /// <summary>Most bytes that are unpacked when the format itself does not say how many there are: 1 GiB.</summary>
    private const int UnpackLimit = 1 << 30;

    public string Name { get; } = name;

    /// <summary>Decided by the first two bytes, whatever the name says.</summary>
    public bool IsPacked { get; private init; } = bytes is [0x1F, 0x8B, ..];

    /// <summary>Bytes that were unpacked already, whatever they begin with.</summary>
    internal static FileContent Plain(string name, byte[] bytes) => new(name, bytes) { IsPacked = false };

    /// <summary>Reads a file whole.</summary>
    /// <param name="parameter">Which parameter named it, for messages.</param>
    /// <exception cref="RequestException">There is no such file, or it cannot be read.</exception>
    public static FileContent Read(string path, string parameter)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new RequestException($"{path}: {parameter} names a folder, expected a file. Name a file in it.");
            }

            if (IsEndless(path))
            {
                throw new RequestException($"{path}: {parameter} names a device, expected a file.");
            }

            return new(path, File.ReadAllBytes(path));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RequestException(
                $"{path}: {parameter} names no file (looked in {Directory.GetCurrentDirectory()}). Check the path.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RequestException($"{path}: {parameter} cannot be read: {problem.Message}");
        }
    }

    /// <summary>Whether bytes come from what claims to have none, as devices do.</summary>
    private static bool IsEndless(string path)
    {
        using var stream = File.OpenRead(path);
        return new FileInfo(path).Length == 0 && stream.ReadByte() >= 0;
    }

    /// <summary>Adds the bytes as they lie on disk to a hash, so that <c>sha256sum</c> gives the same.</summary>
    public void AddTo(IncrementalHash hash) => hash.AppendData(bytes);

    /// <summary>The first bytes of the content; fewer where it is shorter.</summary>
    public byte[] Head(int count) => IsPacked ? Gzip.Head(bytes, Name, count) : bytes[..Math.Min(count, bytes.Length)];

    /// <summary>The whole content, unpacked where it is packed.</summary>
    /// <exception cref="RequestException">The packed stream is cut, damaged or longer than 1 GiB.</exception>
    public byte[] Content() => Content(UnpackLimit);

    /// <summary>The whole content, which is an error where it is packed and longer than <paramref name="limit"/> bytes.</summary>
    public byte[] Content(long limit) => IsPacked ? Gzip.Unpack(bytes, Name, limit) : bytes;
}
