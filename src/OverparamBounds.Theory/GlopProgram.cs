using Google.OrTools.LinearSolver;

namespace OverparamBounds.Theory;

/// <summary>A small linear program that is solved many times with other numbers, each time from where the last one ended.</summary>
internal sealed class GlopProgram : IDisposable
{
    /// <summary>Of constraints and reduced costs; the library's own choices are 1e-7.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>
    /// Iterations after which the simplex method has lost its way: on degenerate programs it can go round for ever. A count
    /// and no time, so that answers do not depend on the machine.
    /// </summary>
    private const int MostIterations = 5000;

    private readonly MPSolverParameters _settings = new();

    public GlopProgram()
    {
        Solver = Solver.CreateSolver("GLOP") ?? throw new InvalidOperationException("The solver GLOP of OR-Tools is missing.");
        if (!Solver.SetSolverSpecificParametersAsString($"max_number_of_iterations: {MostIterations}"))
        {
            throw new InvalidOperationException("The solver GLOP of OR-Tools does not take a limit of iterations.");
        }

        _settings.SetDoubleParam(MPSolverParameters.DoubleParam.PRIMAL_TOLERANCE, Tolerance);
        _settings.SetDoubleParam(MPSolverParameters.DoubleParam.DUAL_TOLERANCE, Tolerance);
    }

    public Solver Solver { get; }

    /// <summary>Whether an optimum was found, for a program that has one.</summary>
    /// <remarks>
    /// The basis of the last program may be a bad start, from which the simplex method gives up; then it starts anew, and
    /// at last with a presolve, which takes longer than programs of this size do.
    /// </remarks>
    public bool TrySolve()
    {
        Presolve(MPSolverParameters.PresolveValues.PRESOLVE_OFF);
        if (IsOptimal())
        {
            return true;
        }

        Solver.Reset();
        if (IsOptimal())
        {
            return true;
        }

        Presolve(MPSolverParameters.PresolveValues.PRESOLVE_ON);
        Solver.Reset();
        return IsOptimal();
    }

    public void Dispose()
    {
        Solver.Dispose();
        _settings.Dispose();
    }

    private bool IsOptimal() => Solver.Solve(_settings) == Solver.ResultStatus.OPTIMAL;

    private void Presolve(MPSolverParameters.PresolveValues choice) =>
        _settings.SetIntegerParam(MPSolverParameters.IntegerParam.PRESOLVE, (int)choice);
}
