namespace Surefoot.Registry.Rights;

/// <summary>The verbs of the policy table. What a door asks for stands in the table itself (<see cref="Policy.VerbOf"/>).</summary>
public static class Verbs
{
    /// <summary>A door that shows nothing of a country's records: anybody may.</summary>
    public const string Open = "open";

    public const string Read = "record.read";
    public const string Export = "record.export";
    public const string Import = "record.import";
    public const string Submit = "record.submit";
    public const string Approve = "record.approve";
    public const string Return = "record.return";
    public const string Withdraw = "record.withdraw";
    public const string Undo = "record.undo";

    /// <summary>Opens records of tier personal or legal; each opening states a reason and is logged.</summary>
    public const string ReadPersonal = "personal.read";

    /// <summary>Lists who opened which personal record, when and why.</summary>
    public const string ListReads = "reads.list";

    /// <summary>Generalised danger and released land.</summary>
    public const string ReadPublic = "public.read";

    /// <summary>Totals of the land account.</summary>
    public const string ReadAccount = "land.read";

    /// <summary>Results of engines: exact predictions, plans, corridors.</summary>
    public const string ReadRuns = "run.read";

    public const string MakeRuns = "run.make";
    public const string AcceptRuns = "run.accept";
    public const string MakeReports = "report.make";

    /// <summary>The hashed bytes of the whole journal.</summary>
    public const string ExportJournal = "journal.export";

    public const string CheckJournal = "journal.check";

    public const string Backup = "journal.backup";
    public const string Restore = "journal.restore";

    /// <summary>Runs the named checks on the live data: their findings name records of everybody.</summary>
    public const string CheckData = "data.check";

    /// <summary>All that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Read, Export, Import, Submit, Approve, Return, Withdraw, Undo, ReadPersonal, ListReads, ReadPublic, ReadAccount, ReadRuns, MakeRuns, AcceptRuns, MakeReports, ExportJournal, CheckJournal, CheckData, Backup, Restore,
    ];
}
