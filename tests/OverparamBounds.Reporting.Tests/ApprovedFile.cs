using OverparamBounds.Testing;

namespace OverparamBounds.Reporting.Tests;

/// <summary>Compares a text with the file of that name that was read and found good.</summary>
internal static class ApprovedFile
{
    public static void Verify(string name, string received)
    {
        var path = RepositoryRoot.File("tests", "OverparamBounds.Reporting.Tests", "Approved", name);
        var approved = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        if (approved != received)
        {
            var copy = Path.Combine(Path.GetTempPath(), name);
            File.WriteAllText(copy, received);
            TestContext.Current.TestOutputHelper?.WriteLine($"What was received lies in {copy}; if it is right, copy it to {path}.");
        }

        Assert.Equal(approved, received);
    }
}
