using System.Text.RegularExpressions;

namespace OverparamBounds.Theory;

/// <summary>What the letters of formulas stand for; one letter means one thing in all of them.</summary>
public static partial class BoundSymbols
{
    private static readonly IReadOnlyList<BoundSymbol> Glossary =
    [
        new("n", "samples"),
        new("d", "inputs of a row"),
        new("C", "output units: 1 for two classes or one target, else one a class or target"),
        new("m", "hidden units of each hidden layer (channels of a convolutional one)"),
        new("m₁", "units of the first hidden layer"),
        new("m₂", "units of the second hidden layer"),
        new("m_H", "units of the last hidden layer"),
        new("d₁", "units of the first hidden layer"),
        new("d₂", "units of the second hidden layer"),
        new("d₃", "units of the third hidden layer"),
        new("P", "trainable parameters"),
        new("H", "hidden layers"),
        new("L", "layers of weights, H + 1"),
        new("T", "tokens of a sequence"),
        new("p", "pixels"),
        new("k", "inputs that a parity is of"),
        new("V", "symbols of the vocabulary"),
        new("δ", "failure probability; 1 − δ is the wanted success probability"),
        new("ε", "target error"),
        new("λ₀", "smallest eigenvalue of the two-layer Gram matrix H∞ of the rows"),
        new("λ", "smallest eigenvalue of the theorem's kernel K of the rows"),
        new("γ", "margin of the two classes in the tangent features of a two-layer ReLU network, between γ₁² and γ₁"),
        new("γ₁", "γ₁² = min over weights q ≥ 0 with sum 1 of (q∘y)ᵀH∞(q∘y)"),
        new("R", "how far weights move, as the formula says"),
        new("κ", "√(d/n) times the largest singular value of the rows; 1 for isotropic data"),
        new("Δ", "smallest distance of two rows over their norms, a row and its negative counting as equal"),
        new("Δ′", "smallest distance of two different rows, over the largest norm"),
        new("Bᵢ", "signs of the units of layer i that its parameters can tell apart, in bits"),
        new("S", "least number of hyperplanes that cut every edge of a cube"),
        new("d_h", "dimension of an attention head"),
        new("d_model", "width of a transformer"),
    ];

    /// <summary>The symbols in a formula, in the glossary's order.</summary>
    public static IReadOnlyList<BoundSymbol> In(string formula)
    {
        var words = Words().Matches(formula).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return [.. Glossary.Where(symbol => words.Contains(symbol.Letter) || (symbol.Letter == "C" && words.Contains("log₂C")))];
    }

    /// <summary>A letter with its index or prime; products are written with spaces.</summary>
    [GeneratedRegex(@"d_model|d_h|m_H|log₂C|Δ′|[A-Za-zα-ωΑ-ΩΔ][₀₁₂₃ᵢ]?(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

/// <summary>A letter and what it stands for.</summary>
public sealed record BoundSymbol(string Letter, string Meaning);
