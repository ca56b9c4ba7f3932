using System.Text;

namespace Surefoot.Journal.Sql;

/// <summary>One prepared statement of either store, with text and blobs as raw bytes: the hash is over bytes.</summary>
internal abstract class Statement : IDisposable
{
    /// <summary>Types of a stored value, with SQLite's numbers.</summary>
    public const int IntegerType = 1;
    public const int RealType = 2;
    public const int TextType = 3;
    public const int BlobType = 4;
    public const int NullType = 5;

    public abstract void Bind(int parameter, long value);

    public abstract void Bind(int parameter, double value);

    public abstract void Bind(int parameter, string? value);

    /// <param name="type">Of the column that it goes into, where it is known: a statement with the same types is prepared once.</param>
    public abstract void BindNull(int parameter, ColumnType? type = null);

    public abstract void BindText(int parameter, ReadOnlySpan<byte> utf8);

    public abstract void BindBlob(int parameter, ReadOnlySpan<byte> value);

    /// <summary>Says ahead that this will be read, as it is bound now, so that the question can travel with others.</summary>
    public virtual void Ask()
    {
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public abstract bool Step();

    public abstract void Reset();

    /// <summary>Runs a statement that returns no rows and makes it ready again. It may be carried out later, but before any other statement is read and before the transaction ends.</summary>
    public abstract void Run();

    public abstract int Columns { get; }

    public abstract int TypeOf(int column);

    public bool IsNull(int column) => TypeOf(column) == NullType;

    /// <summary>0 for no value.</summary>
    public abstract long Integer(int column);

    public abstract double Real(int column);

    /// <summary>The bytes of a text or blob, the decimal digits of an integer. Valid until the next step.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public abstract void Dispose();
}
