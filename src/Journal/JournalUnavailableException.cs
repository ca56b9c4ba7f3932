namespace Surefoot.Journal;

/// <summary>The store cannot be used now: locked by another process, full disk, unreadable file. Nothing of the write was kept.</summary>
public sealed class JournalUnavailableException(string message) : IOException(message);
