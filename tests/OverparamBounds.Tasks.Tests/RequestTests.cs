using OverparamBounds.Core.Specs;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

public sealed class RequestTests
{
    [Theory]
    [InlineData("xorr", "Did you mean 'xor'?")]
    [InlineData("parity(8,9)", "k=9 coordinates are more than d=8")]
    [InlineData("parity(3,2,9)", "n=9 distinct rows are more than 2^3 = 8")]
    [InlineData("parity(30,2)", "Ask for fewer")]
    [InlineData("parity(3,2,1)", "all 1 rows are of one class ('+1')")]
    [InlineData("spirals(n=33)", "n=33 is odd")]
    [InlineData("clusters(10,3,4,5,1,0.1)", "C=5 classes are more than K=4")]
    [InlineData("clusters(10,3,20,5,1,0.1)", "K=20 centres are more than n=10")]
    [InlineData("sphere(5,10,6)", "C=6 classes are more than n=5")]
    [InlineData("sphere(100,2,minSep=0.5)", "row ")]
    [InlineData("sphere(1000000,100000)", "are more than 134217728 numbers")]
    [InlineData("sphere(40,40,40)", "never showed all 40 classes")]
    [InlineData("sine(2,1)", "target 1 is the same number in all 2 rows")]
    [InlineData("digits(n=2000)", "n=2000 rows are asked for, but there are 1797")]
    [InlineData("digits(sample=3)", "n is missing")]
    [InlineData("digits(pool=3)", "pool=3 does not divide images of 8 x 8")]
    [InlineData("digits(n=5,labels=random)", "5 rows cannot show 10 classes")]
    [InlineData("iris(n=50)", "one class ('setosa')")]
    [InlineData("iris(labels=flip)", "'q' is missing")]
    [InlineData("iris(labels=flip(2))", "q=2 is not a number in range")]
    [InlineData("iris(labels=wrong)", "labels=wrong is not one of true|random|shuffled|flip")]
    [InlineData("iris(scale=scale(0))", "s=0 is not a number in range")]
    [InlineData("sine(labels=random)", "no parameter is called 'labels'")]
    [InlineData("xor(encoding=01,scale=unit)", "row 1 is zero and has no direction. Use scale=lift")]
    [InlineData("xor(scale=scale(1e300),seed=-1)", "seed=-1")]
    [InlineData("csv", "'path' is missing")]
    [InlineData("csv(no/such/file.csv)", "no/such/file.csv: path names no file")]
    [InlineData("csv(/)", "names a folder")]
    [InlineData("csv(\"a\0b\")", "path cannot be read")]
    [InlineData("csv(\"\")", "path cannot be read")]
    [InlineData("csv(x,columns=\"[a,\\\"b]\")", "is no list of columns")]
    [InlineData("csv(x,onehot=[])", "is no list of columns")]
    [InlineData("csv(x,sha256=xyz)", "is not 16 to 64 hex digits")]
    [InlineData("idx(no-images,no-labels)", "labelFile names no file")]
    public void A_wrong_request_is_refused_in_words(string text, string fragment)
    {
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load(text));

        Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load("parity(3,5,100,scale=scale(0))", "flip(7)"));

        Assert.Equal(4, refusal.Problems.Count);
    }

    [Fact]
    public void A_label_mode_beside_the_spec_is_merged_into_it()
    {
        var merged = TaskLoader.Load("sphere(20,5)", "flip(0.25)");

        Assert.Equal("sphere(C=2,d=5,labels=flip(q=0.25),n=20)", merged.Text);
        Assert.Equal(TaskLoader.Load(merged.Text).Data.Digest(), merged.Data.Digest());
        Assert.Equal(merged.Text, TaskLoader.Load("sphere(20,5,labels=flip(q=0.25))", "flip(0.250)").Text);
    }

    [Fact]
    public void A_label_mode_that_differs_from_the_one_in_the_spec_is_refused()
    {
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load("iris(labels=random)", "shuffled"));

        Assert.Contains("labels=random, but shuffled is asked for", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_no_label_modes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("y.csv", "x,y\n1,0.5\n2,1.5\n");

        Assert.Throws<RequestException>(() => TaskLoader.Load("sine", "random"));
        Assert.Throws<RequestException>(() => TaskLoader.Load($"csv({path})", "random"));
        Assert.Equal("sine(f=1,n=20)", TaskLoader.Load("sine", "true").Text);
    }

    [Fact]
    public void The_text_of_a_file_task_holds_its_content_and_notices_a_change()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", "a,b\n1,x\n2,y\n");

        var loaded = TaskLoader.Load($"csv({path})");
        folder.Write("table.csv", "a,b\n1,x\n3,y\n");
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load(loaded.Text));

        // printf 'a,b\n1,x\n2,y\n' | sha256sum
        Assert.Equal($"csv(path={path},sha256=15920f3fb7c051cc)", loaded.Text);
        Assert.Contains("the file has changed", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_labels_of_a_file_depend_on_its_content_and_not_on_where_it_lies()
    {
        using var folder = new TemporaryFolder();
        var table = "a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row},{(row % 2 == 0 ? "x" : "y")}\n"));
        var (here, there) = (folder.Write("here.csv", table), folder.Write("there.csv", table));
        var other = folder.Write("other.csv", table + "99,x\n");

        var labels = new[] { here, there, other }.Select(path => TaskLoader.Load($"csv({path},n=40)", "random").Data.Labels!).ToList();

        Assert.Equal(labels[0], labels[1]);
        Assert.NotEqual(labels[0], labels[2]);
    }
}
