namespace OverparamBounds.Theory.Geometry;

/// <summary>A number or an answer, or why there is none; a value may carry a remark too.</summary>
internal readonly record struct Measurement<T>(T? Value, string? Reason)
    where T : struct
{
    public static Measurement<T> Of(T value, string? remark = null) => new(value, remark);

    public static Measurement<T> Missing(string reason) => new(null, reason);
}
