namespace Surefoot.Journal;

/// <summary>The store cannot be used now: locked by another process, full disk, unreadable file. Nothing of the write was kept.</summary>
public class JournalUnavailableException(string message) : IOException(message);

/// <summary>A data folder is named with a journal that is not its own. Waiting does not help: another folder has to be named.</summary>
public sealed class OtherJournalException(string message) : JournalUnavailableException(message);
