namespace OverparamBounds.Training.Torch;

/// <summary>
/// The line search of one replica for the strong Wolfe conditions: it names a step, is told the loss and slope there,
/// and names the next. Bracketing and zooming are those of Nocedal and Wright (2006), Algorithms 3.5 and 3.6, with
/// minima of cubics; a loss that is not finite counts as too high.
/// </summary>
/// <param name="loss">At step 0.</param>
/// <param name="slope">At step 0; negative, or else the search ends there at once.</param>
/// <param name="firstStep">The first step to try.</param>
internal sealed class WolfeSearch(double loss, double slope, double firstStep, WolfeConditions conditions)
{
    /// <summary>A step in the bracket keeps this share of it from both ends.</summary>
    private const double Margin = 0.01;

    /// <summary>A bracket that two cubics have not shrunk to this is halved.</summary>
    private const double Shrinking = 0.66;

    private Point _low = new(0, loss, slope);
    private Point _high;
    private double _widthBefore = double.PositiveInfinity;
    private double _widthBeforeThat = double.PositiveInfinity;
    private bool _isBracketed;
    private int _evaluations;

    /// <summary>The step to evaluate; when the search is over, the one to take: 0 where none lowers the loss enough.</summary>
    public double Step { get; private set; } = IsDescent(loss, slope, firstStep) ? firstStep : 0;

    public bool IsOver { get; private set; } = !IsDescent(loss, slope, firstStep);

    /// <summary>Takes the loss and slope at <see cref="Step"/>.</summary>
    public void Take(double lossThere, double slopeThere)
    {
        if (IsOver)
        {
            return;
        }

        _evaluations++;
        var here = new Point(Step, double.IsFinite(slopeThere) && double.IsFinite(lossThere) ? lossThere : double.PositiveInfinity, slopeThere);
        var tooHigh = !(here.Loss <= loss + (conditions.SufficientDecrease * here.Step * slope)) || (here.Loss >= _low.Loss && _evaluations > 1);
        if (!tooHigh && Math.Abs(here.Slope) <= -conditions.Curvature * slope)
        {
            IsOver = true;
            return;
        }

        if (_isBracketed)
        {
            Narrow(here, tooHigh);
        }
        else if (tooHigh)
        {
            (_high, _isBracketed) = (here, true);
        }
        else if (here.Slope >= 0)
        {
            (_high, _low, _isBracketed) = (_low, here, true);
        }
        else
        {
            Extrapolate(here);
        }

        if (_isBracketed)
        {
            Divide();
        }

        if (_evaluations >= conditions.Evaluations)
        {
            End();
        }
    }

    private static bool IsDescent(double loss, double slope, double step) =>
        double.IsFinite(loss) && double.IsFinite(slope) && slope < 0 && double.IsFinite(step) && step > 0;

    /// <summary>The best step so far, which has the sufficient decrease; or none.</summary>
    private void End()
    {
        Step = _low.Step;
        IsOver = true;
    }

    private void Narrow(Point here, bool tooHigh)
    {
        if (tooHigh)
        {
            _high = here;
            return;
        }

        if (here.Slope * (_high.Step - _low.Step) >= 0)
        {
            _high = _low;
        }

        _low = here;
    }

    private void Extrapolate(Point here)
    {
        var next = CubicMinimum(_low, here);
        var (least, most) = (here.Step + (Margin * (here.Step - _low.Step)), here.Step * 10);
        _low = here;
        Step = double.IsFinite(next) ? Math.Clamp(next, least, most) : most;
    }

    private void Divide()
    {
        var (left, width) = (Math.Min(_low.Step, _high.Step), Math.Abs(_high.Step - _low.Step));
        if (width <= 1e-14 * Math.Max(_low.Step, _high.Step))
        {
            End();
            return;
        }

        var next = width > Shrinking * _widthBeforeThat ? double.NaN : CubicMinimum(_low, _high);
        (_widthBeforeThat, _widthBefore) = (_widthBefore, width);
        Step = double.IsFinite(next) ? Math.Clamp(next, left + (Margin * width), left + ((1 - Margin) * width)) : left + (width / 2);
    }

    /// <summary>Where the cubic through two losses and slopes is least; not finite where it has no minimum.</summary>
    private static double CubicMinimum(Point one, Point other)
    {
        var first = one.Slope + other.Slope - (3 * (one.Loss - other.Loss) / (one.Step - other.Step));
        var second = Math.CopySign(Math.Sqrt((first * first) - (one.Slope * other.Slope)), other.Step - one.Step);
        return other.Step - ((other.Step - one.Step) * ((other.Slope + second - first) / (other.Slope - one.Slope + (2 * second))));
    }

    private readonly record struct Point(double Step, double Loss, double Slope);
}

/// <summary>When a line search is content.</summary>
/// <param name="SufficientDecrease">c1: f(a) &lt;= f(0) + c1 a f'(0).</param>
/// <param name="Curvature">c2: |f'(a)| &lt;= c2 |f'(0)|.</param>
/// <param name="Evaluations">Most evaluations.</param>
internal sealed record WolfeConditions(double SufficientDecrease, double Curvature, int Evaluations);
