namespace OverparamBounds.Jobs.Questions;

/// <summary>Something wrong with a question.</summary>
/// <param name="Field">
/// What it is about: task, labels, architecture, strategy, optimizer, criterion, steps, success, confidence, ratio,
/// widths, seeds, lanes or budget; task where things do not go together.
/// </param>
/// <param name="Text">What is wrong, and the mend.</param>
public sealed record QuestionProblem(string Field, string Text);
