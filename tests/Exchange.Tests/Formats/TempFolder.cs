using System.IO.Compression;
using System.Text;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>A folder for files of several parts, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    // In memory where there is such a place: thousands of files are written here.
    private const string Memory = "/dev/shm";

    private readonly string _path = Directory.Exists(Memory) ? Directory.CreateDirectory(Path.Combine(Memory, "surefoot-formats-" + Path.GetRandomFileName())).FullName : Directory.CreateTempSubdirectory("surefoot-formats-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Zip(string name, params (string Name, string Content)[] entries)
    {
        using (var archive = new ZipArchive(File.Create(this[name]), ZipArchiveMode.Create))
        {
            foreach (var (entry, content) in entries)
            {
                using var stream = archive.CreateEntry(entry).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return this[name];
    }

    public static (List<SourceRow> Rows, FindingList Findings) Read(string path, ReadOptions? options = null)
    {
        var findings = new FindingList();
        return (SourceReader.Read(path, options ?? new(), Sources.Areas, findings).ToList(), findings);
    }

    public static string Summary(string path, ReadOptions? options = null) => CheckFile.Run(path, options ?? new(), Sources.Areas).Summary();

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
