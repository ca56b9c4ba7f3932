using System.Globalization;
using Surefoot.Assessment.Priority;

namespace Surefoot.Server.Pages;

/// <summary>The weights that the form asks for: a number for each factor that differs from the kept ranking.</summary>
/// <param name="Inputs">The kept ranking's, with these weights.</param>
/// <param name="IsKept">Nothing differs.</param>
/// <param name="Fault">Why the weights cannot be taken; the kept ones then stand. Null if they can.</param>
public sealed record PriorityQuestion(PriorityInputs Inputs, bool IsKept, string? Fault)
{
    // More says nothing that less of the others would not.
    public const double MostWeight = 100;

    public static PriorityQuestion Read(IQueryCollection query, PriorityInputs kept)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(kept);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var factor in kept.Criteria.Factors)
        {
            var text = query[factor.Code].ToString().Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || weight > MostWeight)
            {
                return new(kept, true, $"The weight of “{factor.Label}” is a number from 0 to {MostWeight:0}, such as 2.5.");
            }

            if (weight != factor.Weight)
            {
                weights[factor.Code] = weight;
            }
        }

        return weights.Count == 0 ? new(kept, true, null) : new(kept with { Criteria = kept.Criteria.With(weights) }, false, null);
    }

    /// <summary>The same weights in another address; empty for the kept ones.</summary>
    public string Query(PriorityInputs kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var changed = Inputs.Criteria.Factors.Zip(kept.Criteria.Factors).Where(pair => pair.First.Weight != pair.Second.Weight)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First.Code}={pair.First.Weight}")).ToArray();
        return changed.Length == 0 ? "" : "?" + string.Join('&', changed);
    }
}
