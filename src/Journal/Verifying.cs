using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Proves the chain, its decisions, its checkpoints and its projections, and names the first entry that does not hold.</summary>
internal static class Verifying
{
    public static VerifyReport Verify(Database reader, string folder, IProjector projector, KeyStore keys, string? againstCheckpoint, string? exportFile, bool projections, string? trustedKey, Func<IApprovalTerms>? terms, IProgress<long>? progress, CancellationToken cancellation)
    {
        // One read transaction, so that chain and projections are of the same moment.
        reader.BeginRead();
        try
        {
            using var check = new ChainCheck();
            BadEntry? bad;
            try
            {
                bad = Chain(reader, check, againstCheckpoint, trustedKey ?? Checkpoints.PublicKey(folder), progress, cancellation);
            }
            catch (JournalUnavailableException e)
            {
                bad = new BadEntry(check.Sequence + 1, e.Message);
            }

            bad ??= Ahead(reader, check.Sequence);
            if (bad is null && exportFile is not null)
            {
                bad = Export(reader, exportFile, againstCheckpoint, progress, cancellation);
            }

            bad ??= terms is null ? null : Bindings(reader, keys, terms(), check, cancellation);
            bad ??= Blobs(reader) ?? (reader.FindDamage() is { } damage ? new BadEntry(0, damage) : null);
            var rebuilt = bad is null && projections ? Rebuilding.Check(reader, folder, projector, keys, progress, cancellation) : null;
            return new VerifyReport(bad is null && rebuilt is null or { Identical: true }, check.Sequence, check.Head, bad, rebuilt);
        }
        finally
        {
            reader.RollBack();
        }
    }

    /// <summary>Makes the check ask for the entry of a checkpoint file; says what is wrong with the file itself, if anything.</summary>
    /// <param name="trustedKey">The key that must have signed, or null if none is known here.</param>
    public static BadEntry? Expect(ChainCheck check, string checkpointFile, string? trustedKey)
    {
        try
        {
            return Expect(check, Checkpoint.Read(checkpointFile), "the checkpoint", trustedKey);
        }
        catch (InvalidDataException e)
        {
            return new BadEntry(0, e.Message);
        }
    }

    private static BadEntry? Expect(ChainCheck check, Checkpoint checkpoint, string source, string? trustedKey)
    {
        if (!checkpoint.SignatureHolds())
        {
            return new BadEntry(checkpoint.Sequence, $"the signature of {source} does not hold");
        }

        if (trustedKey is not null && checkpoint.PublicKey != trustedKey)
        {
            return new BadEntry(checkpoint.Sequence, $"{source} was signed with another key than the trusted one");
        }

        check.Expect(checkpoint.Sequence, checkpoint.Hash, source);
        return null;
    }

    private static BadEntry? Chain(Database reader, ChainCheck check, string? againstCheckpoint, string? trustedKey, IProgress<long>? progress, CancellationToken cancellation)
    {
        foreach (var kept in Checkpoints.Kept(reader))
        {
            if (Expect(check, kept, FormattableString.Invariant($"the kept checkpoint of {kept.TakenAt}"), null) is { } wrong)
            {
                return wrong;
            }
        }

        if ((againstCheckpoint is null ? null : Expect(check, againstCheckpoint, trustedKey)) is { } refused)
        {
            return refused;
        }

        if (check.Begin() is { } forked)
        {
            return forked;
        }

        using var rows = reader.PrepareLong($"SELECT {EntryTable.Columns} FROM entry ORDER BY sequence");
        using var pipeline = new EntryPipeline(ReadNext);
        return pipeline.Run(Judge) ?? check.End();

        bool ReadNext(ReadEntry entry)
        {
            if (!rows.Step())
            {
                return false;
            }

            EntryTable.Fill(entry.Fields, rows, EntryTable.StoredPreviousHash(rows));
            entry.Store(EntryTable.StoredPreviousHash(rows), EntryTable.StoredHash(rows));
            return true;
        }

        BadEntry? Judge(ReadEntry entry)
        {
            if (check.Next(entry) is { } bad)
            {
                // A row that was given another number is named by the number it has.
                return bad with { Sequence = Math.Min(bad.Sequence, entry.Fields.Number(EntryField.Sequence)) };
            }

            if ((check.Sequence & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(check.Sequence);
            }

            return null;
        }
    }

    /// <summary>Tables that were made from more entries than there are: the tail was cut by someone who did not know of them.</summary>
    private static BadEntry? Ahead(Database reader, long last)
    {
        var known = reader.Scalar("SELECT max(sequence) FROM projection_state");
        return known > last ? new BadEntry(last + 1, FormattableString.Invariant($"the tail is cut: the projections were made from {known} entries, but there are {last}")) : null;
    }

    /// <summary>The export must hold by itself, and be the beginning of this journal.</summary>
    private static BadEntry? Export(Database reader, string exportFile, string? againstCheckpoint, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var check = new ChainCheck();
        if (againstCheckpoint is not null)
        {
            Expect(check, againstCheckpoint, null);
        }

        if ((ExportCheck.Read(exportFile, check, progress, cancellation) ?? check.End()) is { } bad)
        {
            return bad with { Reason = "in the export: " + bad.Reason };
        }

        using var same = reader.Prepare("SELECT hash FROM entry WHERE sequence = ?1");
        same.Bind(1, check.Sequence);
        return check.Sequence == 0 || (same.Step() && same.Bytes(0).SequenceEqual(check.HeadBytes))
            ? null
            : new BadEntry(check.Sequence, "the export is of another journal, or goes on where this one ends");
    }

    private static BadEntry? Bindings(Database reader, KeyStore keys, IApprovalTerms terms, ChainCheck check, CancellationToken cancellation)
    {
        using var states = new States(reader);
        using var citations = new CitationReader(reader, states, null);
        return new BindingCheck(reader, keys, terms, citations).Find(check.Bound, cancellation);
    }

    private static BadEntry? Blobs(Database reader)
    {
        using var rows = reader.PrepareLong("SELECT sha256, content FROM blob");
        while (rows.Step())
        {
            if (!System.Security.Cryptography.SHA256.HashData(rows.Bytes(1)).AsSpan().SequenceEqual(rows.Bytes(0)))
            {
                return new BadEntry(0, $"the file {Convert.ToHexStringLower(rows.Bytes(0))} kept beside the entries was changed");
            }
        }

        return null;
    }
}
