namespace Surefoot.Journal;

/// <summary>Numbers of the hashed fields (docs/journal-format.md, section 1).</summary>
internal static class EntryField
{
    public const int Sequence = 1;
    public const int RecordId = 2;
    public const int RecordType = 3;
    public const int Schema = 4;
    public const int Version = 5;
    public const int BaseVersion = 6;
    public const int Batch = 7;
    public const int ClientKey = 8;
    public const int EventDate = 9;
    public const int InformationDate = 10;
    public const int DeviceTime = 11;
    public const int RecordedAt = 12;
    public const int Actor = 13;
    public const int Organisation = 14;
    public const int Reason = 15;
    public const int State = 16;
    public const int Tier = 17;
    public const int KeyId = 18;
    public const int Payload = 19;
    public const int Geometry = 20;
}
