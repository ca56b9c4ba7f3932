using System.Globalization;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Criteria;

/// <summary>What is wrong with a citation of criteria; nothing is wrong with <see cref="InForce"/>.</summary>
public enum CriteriaVerdict
{
    InForce,
    NotCited,

    /// <summary>No approved record of this code and version.</summary>
    Unknown,

    /// <summary>Not yet, or replaced by a later version by then.</summary>
    NotInForce,

    /// <summary>In force, but not for this kind of release.</summary>
    OtherKind,
}

/// <summary>One version of a set of criteria as approved.</summary>
/// <param name="Until">Last day; null while no later version is approved.</param>
public sealed record CriteriaVersion(string Id, string Code, int Version, DateOnly Effective, DateOnly? Until, IReadOnlyList<string> Kinds, int? MinimumDepthCm, double? MinimumCoverageShare);

/// <summary>The approved release criteria, and whether one that a decision cites was in force on its day.</summary>
public sealed class CriteriaInForce
{
    private readonly Dictionary<string, CriteriaVersion> _byId = new(StringComparer.Ordinal);

    private CriteriaInForce(IEnumerable<ReleaseCriteria> records)
    {
        foreach (var versions in records.GroupBy(record => record.Code, StringComparer.Ordinal).Select(group => group.OrderBy(record => record.Version).ToArray()))
        {
            for (var i = 0; i < versions.Length; i++)
            {
                var one = versions[i];
                var id = string.Create(CultureInfo.InvariantCulture, $"{one.Code}@{one.Version}");
                var next = versions[(i + 1)..].Select(later => (DateOnly?)later.Effective).Min();
                _byId[id] = new(id, one.Code, one.Version, one.Effective, next?.AddDays(-1), one.Kinds ?? [], one.MinimumDepthCm, one.MinimumCoverageShare);
            }
        }
    }

    public IReadOnlyCollection<CriteriaVersion> All => _byId.Values;

    public static CriteriaInForce Read(RegistryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new(reader.List("release-criteria", RecordQuery.Now).Select(row => row.As<ReleaseCriteria>()));
    }

    /// <summary>Ids of the versions by which a release of this kind may be judged on a day, in order.</summary>
    public IReadOnlyList<string> On(DateOnly day, string releaseType) =>
        [.. All.Where(version => Judge(version.Id, releaseType, day) == CriteriaVerdict.InForce).Select(version => version.Id).Order(StringComparer.Ordinal)];

    public CriteriaVersion? Find(string? cited) => cited is null ? null : _byId.GetValueOrDefault(cited);

    /// <param name="cited">As the release cites it, <c>CODE@VERSION</c>.</param>
    /// <param name="releaseType">Such as <c>cleared-area</c>.</param>
    /// <param name="on">Day of release.</param>
    public CriteriaVerdict Judge(string? cited, string releaseType, DateOnly on) =>
        string.IsNullOrEmpty(cited) ? CriteriaVerdict.NotCited
        : Find(cited) is not { } version ? CriteriaVerdict.Unknown
        : on < version.Effective || on > version.Until ? CriteriaVerdict.NotInForce
        : version.Kinds.Count > 0 && !version.Kinds.Contains(releaseType, StringComparer.Ordinal) ? CriteriaVerdict.OtherKind
        : CriteriaVerdict.InForce;

    /// <summary>The verdict in words; null for one that is in force.</summary>
    public static string? Words(CriteriaVerdict verdict, string? cited, DateOnly on) => verdict switch
    {
        CriteriaVerdict.InForce => null,
        CriteriaVerdict.NotCited => "The decision cites no release criteria.",
        CriteriaVerdict.Unknown => $"There are no approved release criteria {cited}.",
        CriteriaVerdict.NotInForce => string.Create(CultureInfo.InvariantCulture, $"The criteria {cited} were not in force on {on:yyyy-MM-dd}."),
        _ => $"The criteria {cited} are not for this kind of release.",
    };
}
