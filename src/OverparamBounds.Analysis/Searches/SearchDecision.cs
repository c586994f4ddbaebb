using System.Text.Json;

namespace OverparamBounds.Analysis.Searches;

/// <summary>One line of a search's log: a launch, why, what came of it, and where the search stood then.</summary>
/// <param name="Low">L after the launch.</param>
/// <param name="High">U after the launch; null while no width is certified to reach the level.</param>
/// <param name="Spent">Cost so far, in the unit of the settings' cost.</param>
/// <param name="Trainings">Trainings so far.</param>
/// <param name="NewCertificates">Certificates that this launch brought.</param>
public sealed record SearchDecision(
    int Number,
    string Phase,
    string Reason,
    IReadOnlyList<DecisionPart> Parts,
    int Low,
    int? High,
    double Spent,
    int Trainings,
    IReadOnlyList<NewCertificate> NewCertificates)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One line of JSON, as the ledger keeps it.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">The text is no decision.</exception>
    public static SearchDecision Read(string json) =>
        JsonSerializer.Deserialize<SearchDecision>(json, Json) ?? throw new JsonException("The decision is null.");
}

/// <summary>A launch part with its outcome.</summary>
public sealed record DecisionPart(int Width, int FirstSeed, int Count, int Fitted);

/// <summary>A width that was just certified: high or low.</summary>
public sealed record NewCertificate(int Width, string Certificate);
