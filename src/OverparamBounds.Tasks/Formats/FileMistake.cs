using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>The one form of a message about a file: which, where, what stands there, what should, and the mend.</summary>
internal static class FileMistake
{
    public static RequestException At(string file, string place, string found, string expected, string mend) =>
        new($"{file}: {place}: found {found}, expected {expected}. {mend}");

    public static RequestException AtByte(string file, long offset, string found, string expected, string mend) =>
        At(file, $"byte {offset}", found, expected, mend);
}
