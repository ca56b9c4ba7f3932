namespace Surefoot.Geodesy.Gates;

/// <summary>Sees decimal minutes typed as decimals (39°36.208' as 39.36208) in a whole batch. One row cannot tell: every third true row looks so too.</summary>
public sealed class MinutesInBatch
{
    /// <summary>With this many scattered rows a true batch looks like minutes once in a billion: 0.36 to the twentieth.</summary>
    public const int FewestRows = 20;

    /// <summary>Places must lie farther apart than this one way or the other for their fractions to be scattered: a site, or a district, shares them.</summary>
    public const double LeastSpreadDeg = 1;

    private readonly HashSet<(double, double)> _seen = [];
    private (double Least, double Most) _x = (double.MaxValue, double.MinValue);
    private (double Least, double Most) _y = (double.MaxValue, double.MinValue);
    private bool _otherwise;

    /// <summary>The batch has rows enough, far enough apart, and not one fraction of a degree reaches 0.6. A reason to ask, not to refuse.</summary>
    public bool Suspected => !_otherwise && _seen.Count >= FewestRows && Math.Max(_x.Most - _x.Least, _y.Most - _y.Least) >= LeastSpreadDeg;

    /// <summary>One position in degrees as it was written.</summary>
    public void Add(double x, double y)
    {
        if (_otherwise)
        {
            return;
        }

        _otherwise = Fraction(x) >= 0.6 || Fraction(y) >= 0.6;
        _x = (Math.Min(_x.Least, x), Math.Max(_x.Most, x));
        _y = (Math.Min(_y.Least, y), Math.Max(_y.Most, y));
        if (_seen.Count < FewestRows)
        {
            // The same place entered again says nothing new.
            _seen.Add((x, y));
        }
    }

    private static double Fraction(double value) => Math.Abs(value - Math.Truncate(value));
}
