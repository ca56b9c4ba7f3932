using System.Collections.Concurrent;
using Surefoot.Account.Arrangement;
using Surefoot.Numerics;

namespace Surefoot.Account.Books;

/// <summary>Writes the books of many tiles; each tile writes its own place in the result, so the number of workers cannot matter.</summary>
internal readonly struct TileLoop(TileContent[] tiles, GridPolygon[] districts, TileBooks[] books, ConcurrentBag<TileWork> idle) : IRowOperation
{
    public void Invoke(int row)
    {
        if (!idle.TryTake(out var work))
        {
            work = new TileWork();
        }

        books[row] = work.WriteBooks(tiles[row], districts);
        idle.Add(work);
    }
}
