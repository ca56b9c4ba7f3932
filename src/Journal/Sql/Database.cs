using System.Data.Common;

namespace Surefoot.Journal.Sql;

/// <summary>One connection to the store of a journal, SQLite or PostgreSQL, with the settings that make an acknowledged write durable (INTEGRITY 1).</summary>
/// <remarks>SQL is written once, with parameters <c>?1, ?2 …</c> and in what both understand; where they differ there is a member here.</remarks>
internal abstract class Database : IDisposable
{
    public abstract StoreKind Kind { get; }

    public abstract DbConnection Connection { get; }

    /// <summary>File or server, for messages.</summary>
    public abstract string Name { get; }

    public abstract Statement Prepare(string sql);

    /// <summary>For a result that may be long: other statements can run while it is read, and it is never held whole.</summary>
    public virtual Statement PrepareLong(string sql) => Prepare(sql);

    public abstract void Execute(string sql);

    public abstract bool HasTable(string name);

    public abstract bool HasIndex(string name);

    /// <summary>How many rows the last statement that was run changed.</summary>
    public abstract long Changes { get; }

    public abstract bool InTransaction { get; }

    /// <summary>Begins a transaction as the only writer, of all processes, until it ends.</summary>
    /// <param name="atOnce">False if something is read next: the beginning may travel with the question, and fail there.</param>
    public abstract void BeginWrite(bool atOnce = true);

    /// <summary>Begins a transaction that sees one moment.</summary>
    public abstract void BeginRead();

    /// <summary>Ends the transaction; when this returns, it is on the disk.</summary>
    public virtual void Commit() => Execute("COMMIT");

    public virtual void RollBack()
    {
        // A full disk or an I/O error may have rolled back already.
        if (InTransaction)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>Carries out what was run and is still on its way to the store.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Begins a part of the writing transaction that can be rolled back by itself; one at a time.</summary>
    public abstract void SetSavepoint();

    public abstract void ReleaseSavepoint();

    public abstract void RollBackToSavepoint();

    /// <summary>What the store itself finds wrong, or null.</summary>
    public abstract string? FindDamage();

    /// <summary>What is set less safely than it could be; said to people, not a reason to refuse.</summary>
    public virtual IReadOnlyList<string> Weaknesses => [];

    /// <summary>Wipes what was overwritten in these tables from where the store still keeps it.</summary>
    public abstract void ForgetOldPages(IEnumerable<string> tables);

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    public string? ScalarText(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Text(0) : null;
    }

    public abstract void Dispose();
}
