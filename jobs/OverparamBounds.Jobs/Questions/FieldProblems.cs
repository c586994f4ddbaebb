namespace OverparamBounds.Jobs.Questions;

/// <summary>Notes under which field of a question a problem was found.</summary>
internal sealed class FieldProblems(ICollection<QuestionProblem> problems)
{
    private readonly int _before = problems.Count;

    public bool Any => problems.Count > _before;

    public T Under<T>(string field, Func<List<string>, T> check)
    {
        var lines = new List<string>();
        var result = check(lines);
        foreach (var line in lines)
        {
            // Labels are bound together with their task, and say so.
            problems.Add(new(line.StartsWith("label mode", StringComparison.Ordinal) ? "labels" : field, line));
        }

        return result;
    }

    public void Under(string field, Action<List<string>> check) => Under(field, lines =>
    {
        check(lines);
        return true;
    });

    /// <summary>For problems that begin with their field and a colon.</summary>
    public void Named(Action<List<string>> check)
    {
        var lines = new List<string>();
        check(lines);
        foreach (var line in lines)
        {
            problems.Add(new(line.Split(':')[0] switch { "trainings" => "budget", var field => field }, line));
        }
    }
}
