namespace Surefoot.Geodesy.Entered;

/// <summary>How the numbers of a geometry were written: with how many digits, and whether they could be degrees and minutes.</summary>
/// <remarks>What a number was written like says what a double no longer can: 47.09 may be 47°09', and two decimals of a degree are 1 km.</remarks>
public struct OrdinateNotation
{
    private int _ordinates;
    private bool _otherThanMinutes;

    /// <summary>Digits behind the decimal sign, the longest of all ordinates; <see cref="int.MaxValue"/> for binary numbers.</summary>
    public int MostFractionDigits { get; private set; }

    /// <summary>Every ordinate has one to four digits behind the decimal sign, and each pair of them is below 60.</summary>
    public readonly bool CouldBeMinutes => _ordinates > 0 && !_otherThanMinutes && MostFractionDigits >= 2;

    internal void AddBinary()
    {
        _ordinates++;
        _otherThanMinutes = true;
        MostFractionDigits = int.MaxValue;
    }

    internal void Add(ReadOnlySpan<byte> number, byte decimalSign)
    {
        _ordinates++;
        var sign = number.IndexOf(decimalSign);
        var fraction = sign < 0 ? [] : number[(sign + 1)..];
        var digits = 0;
        while (digits < fraction.Length && fraction[digits] is >= (byte)'0' and <= (byte)'9')
        {
            digits++;
        }

        if (digits < fraction.Length || (sign < 0 && number.IndexOfAny((byte)'e', (byte)'E') >= 0))
        {
            // An exponent: written by a machine, with all the digits it had.
            _otherThanMinutes = true;
            MostFractionDigits = Math.Max(MostFractionDigits, 9);
            return;
        }

        MostFractionDigits = Math.Max(MostFractionDigits, digits);
        _otherThanMinutes |= digits is 0 or > 4
            || fraction[0] >= (byte)'6'
            || (digits >= 3 && fraction[2] >= (byte)'6');
    }
}
