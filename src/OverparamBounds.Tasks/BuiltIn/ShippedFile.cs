using System.Reflection;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>The files that travel inside this library.</summary>
public static class ShippedFile
{
    /// <summary>The licences of the shipped data, which must travel with any copy.</summary>
    public static string Licences => System.Text.Encoding.UTF8.GetString(Read("LICENCES.txt").Content());

    internal static FileContent Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The library lacks its file {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(name, bytes);
    }
}
