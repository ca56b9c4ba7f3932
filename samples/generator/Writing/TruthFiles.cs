using System.Text.Json;
using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>What only evaluation may read.</summary>
internal static class TruthFiles
{
    public static int TrueItems(Made made, string folder)
    {
        var accidentOf = made.Accidents.ToDictionary(a => a.Item, a => a.Id);
        var items = made.Truth.Items;
        var written = new Written[items.Length];
        RowLoop.Run((items.Length + 4095) / 4096, made.Options.Workers, new Place(items, written));
        using var file = new TextFile(folder, "true-items.csv.gz");
        file.Text("id,lon,lat,category,origin,fieldId,depthCm,foundBy,synthetic\n");
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            file.Text("SYN-TI-").Whole(i + 1).Comma().Position(written[i], ",").Comma().Text(item.Category.Code()).Text(item.Field < 0 ? ",scattered," : ",row,");
            file.Text(Words.FieldId(item.Field)).Comma().Whole(item.DepthCm).Comma();
            file.Text(made.Truth.FindOf[i] >= 0 ? made.Truth.Finds[made.Truth.FindOf[i]].Id : accidentOf.GetValueOrDefault(i, "")).Text(",true\n");
        }

        return items.Length;
    }

    public static int Fields(Made made, string folder)
    {
        var counts = new int[made.Fields.Length];
        foreach (var item in made.Truth.Items)
        {
            if (item.Field >= 0)
            {
                counts[item.Field]++;
            }
        }

        using var file = new TextFile(folder, "true-fields.geojson").Text("{\"type\":\"FeatureCollection\",\"synthetic\":true,\"features\":[\n");
        var first = true;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            var field = made.Fields[i];
            file.Text(first ? "" : ",\n").Text("{\"type\":\"Feature\",\"properties\":{\"id\":\"").Text(Words.FieldId(i)).Text("\",\"category\":\"").Text(field.Category.Code());
            file.Text("\",\"items\":").Whole(counts[i]).Text(",\"rows\":").Whole(field.Rows).Text(",\"laidYear\":").Whole(field.LaidYear).Text(",\"district\":\"").Text(made.Iso(field.District));
            file.Text("\",\"synthetic\":true},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
            var ring = field.Outline(2);
            for (var k = 0; k <= 4; k++)
            {
                file.Text(k == 0 ? "[" : ",[").Position(Written.From(ring[k % 4]), ",").Text("]");
            }

            file.Text("]]}}");
            first = false;
        }

        file.Text("\n]}\n");
        return counts.Count(c => c > 0);
    }

    public static int Records(Made made, string folder)
    {
        using var file = new TextFile(folder, "records.csv");
        file.Text("id,genuine,sheet,dx,dy,rotationDeg,errorKind,duplicateOf,fieldId,offsetEastM,offsetNorthM\n");
        foreach (var record in made.Records)
        {
            var sheet = made.Sheets[record.Sheet];
            file.Text(record.Id).Comma().Truth(record.Error == RecordError.None).Comma().Text(sheet.Name);
            file.Comma().Real(sheet.ShiftM.X, 1).Comma().Real(sheet.ShiftM.Y, 1).Comma().Real(sheet.RotationDeg, 3).Comma().Text(Name(record.Error)).Comma();
            file.Text(record.DuplicateOf < 0 ? "" : made.Records[record.DuplicateOf].Id).Comma().Text(Words.FieldId(record.Field)).Comma();
            if (record.Field >= 0)
            {
                // Where the record lands when read as SK-42 by EPSG:15865, less where the field is.
                var read = DatumShift.Epsg15865.ToWgs84(TransverseMercator.GaussKruger8.Inverse(MinefieldRecords.Corners(record).Average(p => p.E), MinefieldRecords.Corners(record).Average(p => p.N)));
                var off = Ground.ToPlane(read) - made.Fields[record.Field].At;
                file.Real(off.X, 1).Comma().Real(off.Y, 1);
            }
            else
            {
                file.Comma();
            }

            file.Line();
        }

        return made.Records.Count;
    }

    public static int Testimonies(Made made, string folder)
    {
        using var file = new TextFile(folder, "testimonies.csv");
        file.Text("id,right\n");
        foreach (var t in made.Testimonies)
        {
            file.Text(t.Id).Comma().Truth(t.True).Line();
        }

        return made.Testimonies.Count;
    }

    public static int Front(Made made, string folder)
    {
        using var file = new TextFile(folder, "front.geojson");
        file.Text("{\"type\":\"FeatureCollection\",\"synthetic\":true,\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"id\":\"SYN-FRONT\",\"synthetic\":true,\"note\":\"Invented; not to be drawn.\"},");
        file.Text("\"geometry\":{\"type\":\"LineString\",\"coordinates\":[");
        for (var i = 0; i < made.Front.Length; i++)
        {
            file.Text(i == 0 ? "[" : ",[").Position(Written.From(made.Front[i]), ",").Text("]");
        }

        file.Text("]}}\n]}\n");
        return 1;
    }

    public static int PowerLines(Made made, string folder)
    {
        using var file = new TextFile(folder, "power-lines.csv");
        file.Text("id,voltageKv,wkt,synthetic\n");
        foreach (var line in made.PowerLines)
        {
            file.Text(line.Id).Comma().Whole(line.VoltageKv).Text(",\"").Text(RowFiles.Line(line.Line)).Text("\",true\n");
        }

        return made.PowerLines.Count;
    }

    public static int Flood(Made made, string folder)
    {
        var flood = made.Flood;
        var centre = Written.From(flood.Centre).Degrees;
        using (var stream = File.Create(Path.Combine(folder, "flood.json")))
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteBoolean("synthetic", true);
            json.WriteString("occurredOn", $"{Days.Date(flood.Day):yyyy-MM-dd}");
            json.WriteNumber("centreLon", Math.Round(centre.LongitudeDeg, 5));
            json.WriteNumber("centreLat", Math.Round(centre.LatitudeDeg, 5));
            json.WriteNumber("radiusM", flood.RadiusM);
            json.WriteNumber("withinRiverM", flood.RiverM);
            json.WriteNumber("mobility", flood.Mobility);
            json.WriteNumber("meanTravelM", flood.MeanTravelM);
            json.WriteNumber("itemsReached", flood.Near);
            json.WriteNumber("itemsMoved", flood.Moves.Count);
            json.WriteEndObject();
        }

        using var file = new TextFile(folder, "flood-moves.csv");
        file.Text("id,lonBefore,latBefore,lonAfter,latAfter\n");
        foreach (var move in flood.Moves)
        {
            file.Text("SYN-TI-").Whole(move.Item + 1).Comma().Position(Written.From(move.Before), ",").Comma().Position(Written.From(move.After), ",").Line();
        }

        return flood.Moves.Count;
    }

    private static string Name(RecordError error) => error switch
    {
        RecordError.None => "none",
        RecordError.ShiftedSheet => "shifted-sheet",
        RecordError.RotatedSheet => "rotated-sheet",
        RecordError.WrongDatum => "wrong-datum",
        RecordError.FalseField => "false-field",
        _ => "duplicate",
    };

    private readonly struct Place(Item[] items, Written[] written) : IRowOperation
    {
        public void Invoke(int row)
        {
            for (var i = row * 4096; i < Math.Min(items.Length, (row + 1) * 4096); i++)
            {
                written[i] = Written.From(items[i].At);
            }
        }
    }
}
