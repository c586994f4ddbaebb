using System.Buffers;
using System.Globalization;
using Npgsql;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage.Postgres;

/// <summary>Where a Postgres ledger is, from a URL such as <c>postgres://user:password@host:port/database</c>.</summary>
/// <remarks>
/// A part that is left out is looked for where other clients look: the password in PGPASSWORD or ~/.pgpass, the user in
/// PGUSER. No message repeats a part of a URL that could not be read: it may be a piece of a password.
/// </remarks>
internal sealed class PostgresLocation
{
    private const string Form = "postgres://user:password@host:port/database, with every character that is neither letter, digit nor -._~ percent-encoded";
    private const int DefaultPort = 5432;
    private static readonly SearchValues<char> NeverRaw = SearchValues.Create("# \t\r\n\"<>\\^`{|}");
    private static readonly IReadOnlyList<string> Options = ["sslmode", "sslrootcert", "connect_timeout", "search_path"];

    private PostgresLocation(string name, NpgsqlConnectionStringBuilder settings) => (Name, Settings) = (name, settings);

    /// <summary>The URL without the password, and without its options.</summary>
    public string Name { get; }

    public NpgsqlConnectionStringBuilder Settings { get; }

    public string User => Settings.Username ?? Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;

    public string Database => Settings.Database!;

    /// <summary>How a shell command of Postgres says where the server is.</summary>
    public string ShellOptions => string.Create(CultureInfo.InvariantCulture, $"-h {Settings.Host} -p {Settings.Port} -U {User}");

    /// <param name="rest">What follows <c>postgres://</c>.</param>
    /// <exception cref="RequestException">The URL is not of that form; says which part is wrong.</exception>
    public static PostgresLocation Parse(string rest)
    {
        var (path, query) = Cut(rest, '?');
        var (authority, database) = Cut(path, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = Cut(at < 0 ? string.Empty : authority[..at], ':');
        var (host, port) = HostAndPort(authority[(at + 1)..]);
        if (string.IsNullOrEmpty(database))
        {
            throw Wrong("names no database");
        }

        if (rest.AsSpan().ContainsAny(NeverRaw) || database.Any(letter => letter is '/' or '@' or ':') || (query?.Contains('@') ?? false))
        {
            throw Wrong("has a character where none may stand");
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = port,
            Username = user.Length == 0 ? null : Decode(user),
            Password = password is null ? null : Decode(password),
            Database = Decode(database),
        };
        foreach (var option in (query ?? string.Empty).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Apply(option, settings);
        }

        var named = user.Length == 0 ? string.Empty : $"{user}@";
        return new(string.Create(CultureInfo.InvariantCulture, $"postgres://{named}{(host.Contains(':') ? $"[{host}]" : host)}:{port}/{database}"), settings);
    }

    private static (string Host, int Port) HostAndPort(string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : text.IndexOf(':');
        var host = end < 0 ? text : text[..end];
        var port = end < 0 || end == text.Length ? null : text[end..];
        if (host.Length == 0)
        {
            throw Wrong("names no host");
        }

        if (port is null)
        {
            return (host.Trim('[', ']'), DefaultPort);
        }

        return port[0] == ':' && ushort.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (host.Trim('[', ']'), number)
            : throw Wrong("has a port that is no number from 1 to 65535");
    }

    private static void Apply(string option, NpgsqlConnectionStringBuilder settings)
    {
        var (name, value) = Cut(option, '=');
        var text = Decode(value ?? string.Empty);
        switch (name)
        {
            case "sslmode" when Enum.TryParse<SslMode>(text.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var mode) && Enum.IsDefined(mode):
                settings.SslMode = mode;
                break;
            case "sslrootcert" when text.Length > 0:
                settings.RootCertificate = text;
                break;
            case "connect_timeout" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1024:
                settings.Timeout = seconds;
                break;
            case "search_path" when text.Length > 0:
                settings.SearchPath = text;
                break;
            default:
                throw Wrong(Options.Contains(name)
                    ? $"gives {name} a value that it does not take"
                    : $"has an option that is not known here (known: {string.Join(", ", Options)})");
        }
    }

    private static (string Before, string? After) Cut(string text, char separator) =>
        text.IndexOf(separator) is >= 0 and var place ? (text[..place], text[(place + 1)..]) : (text, null);

    private static string Decode(string text)
    {
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0') ? throw Wrong("has a zero byte") : decoded;
    }

    private static RequestException Wrong(string what) => new($"db: the Postgres URL {what}. Write it as {Form}.");
}
