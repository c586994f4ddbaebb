using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage;

/// <summary>The beginning of an id, as a person types it: enough hex digits to tell it from the others.</summary>
internal sealed class IdPrefix
{
    public const int MostListed = 5;

    private const int FewestDigits = 4;
    private readonly string _kind;

    /// <param name="kind">question or trial.</param>
    public IdPrefix(string kind, string text)
    {
        _kind = kind;
        First = text.Trim().ToLowerInvariant();
        if (First.Length < FewestDigits || !First.All(char.IsAsciiHexDigitLower))
        {
            throw new RequestException(
                $"{kind}: '{text}' is no {kind} id. Give the id, or at least its first {FewestDigits} hex digits.");
        }
    }

    /// <summary>Ids that begin so are at or above this.</summary>
    public string First { get; }

    /// <summary>Ids that begin so are below this: 'g' comes right after the hex digits.</summary>
    public string End => First + "g";

    /// <summary>The one id of those found; null where none was.</summary>
    /// <param name="found">The ids that begin so, at most one more than <see cref="MostListed"/>.</param>
    public string? Single(IReadOnlyList<string> found) => found switch
    {
        [] => null,
        [var only] => only,
        _ => throw new RequestException(
            $"{_kind}: '{First}' begins {(found.Count > MostListed ? $"more than {MostListed}" : found.Count)} ids: " +
            $"{string.Join(", ", found.Take(MostListed))}{(found.Count > MostListed ? ", …" : string.Empty)}. Give more digits."),
    };
}
