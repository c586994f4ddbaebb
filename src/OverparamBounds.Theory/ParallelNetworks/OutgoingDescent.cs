namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Descent over the output weights a_i with the input directions w_i / ||w_i|| fixed.</summary>
internal sealed class OutgoingDescent : GroupDescent
{
    private readonly ParallelProblem _problem;
    private double[] _activations = [];

    /// <param name="values">a: [r, C].</param>
    public OutgoingDescent(ParallelProblem problem, double[] values)
        : base(problem, values, problem.Outputs) => _problem = problem;

    /// <param name="activations">relu(X w_i): [r, n].</param>
    public void Restart(double[] values, double[] activations)
    {
        _activations = activations;
        Restart(values);
    }

    protected override double[] Apply(double[] values)
    {
        var image = new double[_problem.Samples * _problem.Outputs];
        for (var at = 0; at < _activations.Length; at++)
        {
            var (unit, row) = (at / _problem.Samples, at % _problem.Samples);
            ParallelNetwork.Add(
                image.AsSpan(row * _problem.Outputs, _problem.Outputs),
                values.AsSpan(unit * _problem.Outputs, _problem.Outputs),
                _activations[at]);
        }

        return image;
    }

    protected override double[] Answer(double[] residual)
    {
        var answer = new double[_activations.Length / _problem.Samples * _problem.Outputs];
        for (var at = 0; at < _activations.Length; at++)
        {
            var (unit, row) = (at / _problem.Samples, at % _problem.Samples);
            ParallelNetwork.Add(
                answer.AsSpan(unit * _problem.Outputs, _problem.Outputs),
                residual.AsSpan(row * _problem.Outputs, _problem.Outputs),
                _activations[at]);
        }

        return answer;
    }

    protected override void Project(int group, Span<double> point)
    {
        // Output weights are free.
    }
}
