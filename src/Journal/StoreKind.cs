namespace Surefoot.Journal;

/// <summary>What keeps the journal. Both hold the same bytes and give the same hashes.</summary>
public enum StoreKind
{
    /// <summary>One file in the data folder; nothing to set up.</summary>
    Sqlite,

    /// <summary>A national server, with PostGIS.</summary>
    Postgres,
}
