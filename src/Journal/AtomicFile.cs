namespace Surefoot.Journal;

/// <summary>Writes a file that is there whole or not at all, whatever happens meanwhile.</summary>
internal static class AtomicFile
{
    /// <param name="secret">Readable by nobody but the owner, from its first byte on.</param>
    /// <exception cref="IOException">It cannot be written, or is there already and may not be replaced.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool secret, bool replace)
    {
        var partial = FormattableString.Invariant($"{path}.{Environment.ProcessId}.part");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(partial, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, replace);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
