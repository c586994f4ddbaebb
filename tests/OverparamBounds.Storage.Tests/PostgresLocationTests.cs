using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Postgres;

namespace OverparamBounds.Storage.Tests;

public sealed class PostgresLocationTests
{
    [Theory]
    [InlineData("ada:p%40ss%2F%3A%23@db.example:6543/nets", "db.example", 6543, "ada", "p@ss/:#", "nets")]
    [InlineData("ada:p@ss:w@db/nets", "db", 5432, "ada", "p@ss:w", "nets")]
    [InlineData("ada@db/nets", "db", 5432, "ada", null, "nets")]
    [InlineData("db/nets", "db", 5432, null, null, "nets")]
    [InlineData("a%20b:@[::1]:1/n%C3%A9t%20s", "::1", 1, "a b", "", "nét s")]
    public void A_URL_is_read_part_by_part(string rest, string host, int port, string? user, string? password, string database)
    {
        var settings = PostgresLocation.Parse(rest).Settings;

        Assert.Equal(
            (host, port, user, string.IsNullOrEmpty(password) ? null : password, database),
            (settings.Host, settings.Port, settings.Username, string.IsNullOrEmpty(settings.Password) ? null : settings.Password, settings.Database));
    }

    [Fact]
    public void The_name_has_all_that_finds_the_place_and_no_password()
    {
        Assert.Equal("postgres://ada@db:5432/nets", PostgresLocation.Parse("ada:secret@db/nets?sslmode=verify-full&connect_timeout=3").Name);
        Assert.Equal("postgres://[::1]:7/nets", PostgresLocation.Parse("[::1]:7/nets").Name);
    }

    [Theory]
    [InlineData("", "names no host")]
    [InlineData("/nets", "names no host")]
    [InlineData("ada:s3cret@/nets", "names no host")]
    [InlineData("ada:s3cret@db", "names no database")]
    [InlineData("ada:s3cret@db/", "names no database")]
    [InlineData("ada:s3cret@db:0/nets", "has a port")]
    [InlineData("ada:s3cret@db:65536/nets", "has a port")]
    [InlineData("ada:s3cret@db:x/nets", "has a port")]
    [InlineData("ada:s3cret@[::1/nets", "names no host")]
    [InlineData("ada:s3cret@[::1]7/nets", "has a port")]
    [InlineData("ada:s3cret", "has a port")]
    [InlineData("ada:12/s3cret@db/nets", "has a character")]
    [InlineData("ada:12?s3cret@db/nets", "names no database")]
    [InlineData("ada:12#s3cret@db/nets", "has a character")]
    [InlineData("ada:s3cret@db/ne ts", "has a character")]
    [InlineData("ada:s3cret%00@db/nets", "has a zero byte")]
    [InlineData("ada@db/nets?password=s3cret", "has an option that is not known here (known: sslmode, sslrootcert, connect_timeout, search_path)")]
    [InlineData("ada@db/nets?sslmode=s3cret", "gives sslmode a value")]
    [InlineData("ada@db/nets?sslmode=77", "gives sslmode a value")]
    [InlineData("ada@db/nets?connect_timeout=0", "gives connect_timeout a value")]
    [InlineData("ada@db/nets?search_path", "gives search_path a value")]
    public void A_URL_that_cannot_be_read_is_refused_without_a_piece_of_it(string rest, string expected)
    {
        var problem = Assert.Throws<RequestException>(() => PostgresLocation.Parse(rest)).Message;

        Assert.StartsWith($"db: the Postgres URL {expected}", problem, StringComparison.Ordinal);
        Assert.EndsWith("percent-encoded.", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }
}
