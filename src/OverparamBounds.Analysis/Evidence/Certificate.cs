namespace OverparamBounds.Analysis.Evidence;

/// <summary>What is certain about a width, once and for all.</summary>
public enum Certificate
{
    None,

    /// <summary>f &lt; p0.</summary>
    Low,

    /// <summary>f &gt;= p0.</summary>
    High,
}

/// <summary>Names of certificates in JSON.</summary>
public static class CertificateNames
{
    public static string Name(this Certificate certificate) => certificate switch
    {
        Certificate.High => "high",
        Certificate.Low => "low",
        _ => "none",
    };
}
