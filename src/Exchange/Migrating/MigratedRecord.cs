namespace Surefoot.Exchange.Migrating;

/// <summary>A record of the other system with all its versions, the oldest first.</summary>
/// <param name="Type">Record type here.</param>
/// <param name="Id">The local id, kept.</param>
internal sealed record MigratedRecord(string Type, string Table, string Id, IReadOnlyList<MigratedVersion> Versions)
{
    public MigratedVersion Newest => Versions[^1];
}

/// <param name="Fields">Field to text, in a fixed order.</param>
/// <param name="Shape">GeoJSON geometry with the digits as entered; null if there is none.</param>
internal sealed record MigratedVersion(SortedDictionary<string, string> Fields, string? Shape)
{
    public string InformationDate => Fields.GetValueOrDefault("informationDate", "");

    public bool SaysTheSameAs(MigratedVersion other) => Shape == other.Shape && Fields.SequenceEqual(other.Fields);
}
