using System.Buffers.Binary;
using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>SHA-256 over every value of a projection, row by row, and over its boxes: equal hashes mean bit-equal tables.</summary>
internal static class TableHash
{
    public static (long Rows, string Sha256) Of(Database database, ProjectionSql table)
    {
        if (!database.HasTable(table.Table.Name) || (table.Table.HasGeometry && !database.HasTable(table.Table.Name + "_box")))
        {
            return (0, "missing");
        }

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = Add(sha, database, $"SELECT * FROM {table.Name} ORDER BY sequence");
        if (table.Table.HasGeometry)
        {
            Add(sha, database, $"SELECT * FROM {table.BoxName} ORDER BY id");
        }

        return (rows, Convert.ToHexStringLower(sha.GetHashAndReset()));
    }

    private static long Add(IncrementalHash sha, Database database, string sql)
    {
        using var rows = database.PrepareLong(sql);
        var count = 0L;

        // A type byte and eight bytes of number or length before each value, so that values cannot run into each other.
        Span<byte> head = stackalloc byte[9];
        while (rows.Step())
        {
            count++;
            for (var column = 0; column < rows.Columns; column++)
            {
                var type = rows.TypeOf(column);
                head[0] = (byte)type;
                switch (type)
                {
                    case Statement.IntegerType:
                        BinaryPrimitives.WriteInt64BigEndian(head[1..], rows.Integer(column));
                        sha.AppendData(head);
                        break;
                    case Statement.RealType:
                        BinaryPrimitives.WriteDoubleBigEndian(head[1..], rows.Real(column));
                        sha.AppendData(head);
                        break;
                    case Statement.NullType:
                        sha.AppendData(head[..1]);
                        break;
                    default:
                        var bytes = rows.Bytes(column);
                        BinaryPrimitives.WriteInt64BigEndian(head[1..], bytes.Length);
                        sha.AppendData(head);
                        sha.AppendData(bytes);
                        break;
                }
            }
        }

        BinaryPrimitives.WriteInt64BigEndian(head[1..], count);
        head[0] = 0xFF;
        sha.AppendData(head);
        return count;
    }
}
