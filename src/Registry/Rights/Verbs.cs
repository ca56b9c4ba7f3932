namespace Surefoot.Registry.Rights;

/// <summary>Verbs of the policy that this room and Exchange ask for.</summary>
public static class Verbs
{
    public const string Read = "record.read";
    public const string Export = "record.export";
    public const string ExportPersonal = "personal.export";
    public const string Import = "record.import";
    public const string Submit = "record.submit";
    public const string Approve = "record.approve";
    public const string Return = "record.return";
    public const string Withdraw = "record.withdraw";
    public const string Undo = "record.undo";
    public const string Backup = "journal.backup";
    public const string Restore = "journal.restore";
}
