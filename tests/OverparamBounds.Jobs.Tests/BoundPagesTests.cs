using OverparamBounds.Jobs.Steps;
using OverparamBounds.Testing;
using OverparamBounds.Theory;

namespace OverparamBounds.Jobs.Tests;

public class BoundPagesTests
{
    [Fact]
    public void The_pages_in_docs_are_those_of_the_catalogue()
    {
        var folder = RepositoryRoot.File("docs/bounds");

        var pages = BoundPages.Write(TestContext.Current.CancellationToken);

        Assert.Equal(BoundCatalogue.All.Count + 1, pages.Count);
        foreach (var (file, text) in pages)
        {
            var path = Path.Combine(folder, file);
            Assert.True(File.Exists(path), $"{file} is missing. Write it: overparam catalog bounds --pages docs/bounds");
            Assert.Equal(File.ReadAllText(path), text);
        }

        Assert.Empty(Directory.GetFiles(folder).Select(Path.GetFileName).Except([.. pages.Keys, "README.md"]));
    }
}
