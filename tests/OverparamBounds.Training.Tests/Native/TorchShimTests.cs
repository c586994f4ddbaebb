using OverparamBounds.Build;

namespace OverparamBounds.Training.Tests.Native;

/// <summary>The native shim in this project's own output must load on the system that built it.</summary>
public sealed class TorchShimTests
{
    private const string Node = "GLIBCXX_3.4.32";

    private static readonly string Shim = Path.Combine(
        AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    [Fact]
    public void The_shim_in_the_output_asks_for_no_version_node_that_the_system_lacks()
    {
        Assert.SkipUnless(File.Exists(Shim), "No linux-x64 shim in the output: this is another platform.");

        var weak = ElfVersionNeeds.IsWeak(File.ReadAllBytes(Shim), Node);

        Assert.True(weak || SystemLibraries().Any(path => ElfVersionNeeds.Contains(File.ReadAllBytes(path), Node)));
    }

    [Fact]
    public void Marking_the_node_weak_changes_one_byte_and_marking_it_again_none()
    {
        Assert.SkipUnless(File.Exists(Shim), "No linux-x64 shim in the output: this is another platform.");
        var image = File.ReadAllBytes(Shim);
        var strong = Strengthen(image);

        var once = (byte[])strong.Clone();
        var marked = ElfVersionNeeds.MarkWeak(once, Node);
        var twice = (byte[])once.Clone();
        ElfVersionNeeds.MarkWeak(twice, Node);

        Assert.Equal(1, marked);
        Assert.False(ElfVersionNeeds.IsWeak(strong, Node));
        Assert.True(ElfVersionNeeds.IsWeak(once, Node));
        Assert.Equal(1, strong.Zip(once).Count(pair => pair.First != pair.Second));
        Assert.Equal(once, twice);
    }

    [Fact]
    public void A_node_that_the_file_does_not_name_leaves_it_as_it_was()
    {
        Assert.SkipUnless(File.Exists(Shim), "No linux-x64 shim in the output: this is another platform.");
        var image = File.ReadAllBytes(Shim);
        var copy = (byte[])image.Clone();

        var marked = ElfVersionNeeds.MarkWeak(copy, "GLIBCXX_9.9.99");

        Assert.Equal(0, marked);
        Assert.Equal(image, copy);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(4096)]
    public void What_is_no_whole_ELF_file_is_refused(int length)
    {
        Assert.SkipUnless(File.Exists(Shim), "No linux-x64 shim in the output: this is another platform.");
        var cut = File.ReadAllBytes(Shim)[..length];

        Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.MarkWeak(cut, Node));
    }

    [Fact]
    public void Builds_do_not_copy_the_native_library_into_each_output()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Native files are linked on Unix alone.");

        var copies = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "libtorch_cpu.so", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path).LinkTarget is null);

        Assert.Empty(copies);
    }

    /// <summary>The library as it was delivered: the flag is the one bit that the build sets.</summary>
    private static byte[] Strengthen(byte[] image)
    {
        var strong = (byte[])image.Clone();
        foreach (var flags in ElfVersionNeeds.FlagOffsets(image, Node))
        {
            strong[flags] = 0;
        }

        return strong;
    }

    private static IEnumerable<string> SystemLibraries() =>
        new[] { "/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib" }
            .Select(folder => Path.Combine(folder, "libstdc++.so.6"))
            .Where(File.Exists);
}
