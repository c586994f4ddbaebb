namespace OverparamBounds.Core.Specs;

/// <summary>A spec as written, before it is bound to a catalogue entry.</summary>
public sealed record SpecCall(string Id, IReadOnlyList<SpecArgument> Arguments);

/// <summary>One written argument; <paramref name="Key"/> is null where only a value stands.</summary>
public sealed record SpecArgument(string? Key, string Value);
