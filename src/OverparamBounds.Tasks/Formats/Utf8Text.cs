using System.Buffers;
using System.Text.Unicode;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>Text in UTF-8, with or without a byte order mark.</summary>
internal static class Utf8Text
{
    /// <exception cref="RequestException">It is not UTF-8; the message names the byte.</exception>
    public static string Decode(FileContent file)
    {
        var bytes = file.Content().AsSpan();
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw FileMistake.AtByte(
                file.Name, 0, $"the byte order mark {bytes[0]:X2} {bytes[1]:X2} of UTF-16", "UTF-8", "Save the file as UTF-8.");
        }

        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            throw FileMistake.AtByte(file.Name, zero, "a zero byte, as in UTF-16 or a binary file", "text in UTF-8", "Save the file as UTF-8 text.");
        }

        bytes = bytes[start..];
        var text = new char[bytes.Length];
        var status = Utf8.ToUtf16(bytes, text, out var read, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done
            ? new string(text, 0, written)
            : throw FileMistake.AtByte(
                file.Name, start + read, $"byte {bytes[read]:X2}, which is no UTF-8", "text in UTF-8", "Save the file as UTF-8.");
    }
}
