using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Hazard.Evidence;

namespace Surefoot.Assessment.Hazard;

/// <summary>SHA-256 over every number and name the engine is given, in order.</summary>
internal static class EvidenceDigest
{
    public static string Of(HazardEvidence evidence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var grid = evidence.Grid;
        Numbers(hash, grid.Epsg, grid.WestM, grid.NorthM, grid.CellM, grid.Columns, grid.Rows);
        hash.AppendData(MemoryMarshal.AsBytes(evidence.Mask.AsSpan()));
        foreach (var area in evidence.HazardAreas)
        {
            Numbers(hash, area.Confirmed ? 1 : 0);
            Rings(hash, area.Rings);
        }

        foreach (var record in evidence.MinefieldRecords)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(record.Sheet));
            Numbers(hash, record.PositionSigmaM, record.ItemCount);
            Rings(hash, record.Rings);
        }

        foreach (var said in evidence.Testimonies)
        {
            Numbers(hash, said.XM, said.YM, said.RadiusM, said.Reliability, said.SaysUsed ? 1 : 0);
        }

        Places(hash, evidence.MilitaryPositions);
        Places(hash, evidence.Accidents);
        Places(hash, evidence.Settlements);
        Rings(hash, evidence.Roads);
        foreach (var search in evidence.Searches)
        {
            Numbers(hash, search.Release, search.Method, search.Passes, search.Share, search.Labels ? 1 : 0, search.Day);
            Rings(hash, search.Rings);
        }

        foreach (var cancelled in evidence.Cancelled)
        {
            Rings(hash, cancelled.Rings);
        }

        foreach (var find in evidence.Finds)
        {
            Numbers(hash, find.XM, find.YM, find.Count);
        }

        foreach (var method in evidence.Methods)
        {
            Numbers(hash, method.A, method.B);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Places(IncrementalHash hash, PlaceClaim[] places)
    {
        Numbers(hash, places.Length);
        foreach (var place in places)
        {
            Numbers(hash, place.XM, place.YM, place.SigmaM);
        }
    }

    // Lengths go in too, so that no two different lists give the same bytes.
    private static void Rings(IncrementalHash hash, double[][] rings)
    {
        Numbers(hash, rings.Length);
        foreach (var ring in rings)
        {
            Numbers(hash, ring.Length);
            hash.AppendData(MemoryMarshal.AsBytes(ring.AsSpan()));
        }
    }

    private static void Numbers(IncrementalHash hash, params ReadOnlySpan<double> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
}
