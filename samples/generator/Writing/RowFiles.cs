using System.Globalization;
using System.Text;

namespace Surefoot.SampleCountry;

/// <summary>The rows: finds, accidents, people, claims, places, roads. CSV with a header, UTF-8, comma.</summary>
internal static class RowFiles
{
    public static int FoundItems(Made made, string folder)
    {
        using var file = Open(folder, "found-items.csv", "lon,lat,category,foundOn,count,depthCm,releasedArea,district,state");
        foreach (var find in made.Truth.Finds)
        {
            var release = made.Releases[find.Release];
            Begin(file, find.Id, Math.Min(find.Day + (find.Index % 4), Days.Data), Words.Operator(find.Release * 7 % 5));
            file.Comma().Position(find.At, ",").Comma().Text(made.Truth.Items[find.Item].Category.Code()).Comma().Date(find.Day).Text(",1,").Whole(find.DepthCm);
            file.Comma().Text(release.Id).Comma().Text(made.Iso(release.District)).Comma().Text(find.Destroyed ? "destroyed" : "discovered").Line();
        }

        return made.Truth.Finds.Count;
    }

    public static int Accidents(Made made, string folder)
    {
        using var file = Open(folder, "accidents.csv", "lon,lat,occurredOn,category,killed,injured,activity,district,positionAccuracyM");
        foreach (var accident in made.Accidents)
        {
            Begin(file, accident.Id, accident.Day + 1, Words.Authority);
            file.Comma().Position(accident.At, ",").Comma().Date(accident.Day).Comma().Text(accident.Category);
            file.Comma().Whole(accident.People.Count(p => p.Killed)).Comma().Whole(accident.People.Count(p => !p.Killed)).Comma().Text(accident.Activity);
            file.Comma().Text(made.Iso(accident.District)).Comma().Whole(accident.AccuracyM).Line();
        }

        return made.Accidents.Count;
    }

    public static int Casualties(Made made, string folder)
    {
        using var file = Open(folder, "casualties.csv", "accident,outcome,sex,ageBand,civilian");
        var count = 0;
        foreach (var accident in made.Accidents)
        {
            foreach (var person in accident.People)
            {
                Begin(file, $"SYN-CS-{++count:D4}", accident.Day + 1, Words.Authority);
                file.Comma().Text(accident.Id).Comma().Text(person.Killed ? "killed" : "injured").Comma().Text(person.Sex).Comma().Text(person.AgeBand).Comma().Truth(person.Civilian).Line();
            }
        }

        return count;
    }

    /// <summary>The example criteria that the releases cite, as they are shipped.</summary>
    public static int ReleaseCriteria(string folder)
    {
        using var shipped = new StreamReader(typeof(RowFiles).Assembly.GetManifestResourceStream("release-criteria.csv")!);
        var text = shipped.ReadToEnd().ReplaceLineEndings("\n");
        File.WriteAllText(Path.Combine(folder, "release-criteria.csv"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return text.Count(c => c == '\n') - 1;
    }

    public static int Testimonies(Made made, string folder)
    {
        using var file = Open(folder, "testimonies.csv", "lon,lat,givenOn,radiusM,informantKind,claim,sourceReliability,informationReliability,district");
        foreach (var t in made.Testimonies)
        {
            Begin(file, t.Id, t.GivenOn, Words.Authority);
            file.Comma().Position(t.At, ",").Comma().Date(t.GivenOn).Comma().Whole(t.RadiusM).Comma().Text(t.Informant).Comma().Text(t.Claim);
            file.Comma().Text(t.Source.ToString()).Comma().Whole(t.Information).Comma().Text(made.Iso(t.District)).Line();
        }

        return made.Testimonies.Count;
    }

    public static int Positions(Made made, string folder)
    {
        using var file = Open(folder, "military-positions.csv", "lon,lat,kind,fromYear,toYear,district");
        for (var i = 0; i < made.Positions.Length; i++)
        {
            var p = made.Positions[i];
            Begin(file, $"SYN-MP-{i + 1:D4}", Days.Start + (i % 400), Words.Authority);
            file.Comma().Position(Written.From(p.At), ",").Comma().Text(p.Kind).Comma().Whole(p.FromYear).Comma().Whole(p.ToYear).Comma().Text(made.Iso(p.District)).Line();
        }

        return made.Positions.Length;
    }

    public static int Settlements(Made made, string folder)
    {
        using var file = Open(folder, "settlements.csv", "lon,lat,nameAz,nameEn,nameShown,district,people,plannedReturnees,returnYear,elevationM");
        foreach (var home in made.Homes)
        {
            Begin(file, "SYN-ST-" + home.Place.WofId, Days.Data, Words.Authority);
            file.Comma().Text(home.Place.Lon).Comma().Text(home.Place.Lat).Comma().Text(home.Place.NameAz).Comma().Text(home.Place.NameEn).Comma().Truth(home.Place.NameShown);
            file.Comma().Text(home.Place.Iso).Comma().Whole(home.People).Comma().Whole(home.PlannedReturnees).Comma();
            file.Text(home.ReturnYear == 0 ? "" : home.ReturnYear.ToString(CultureInfo.InvariantCulture)).Comma().Whole(home.ElevationM).Line();
        }

        return made.Homes.Count;
    }

    public static int Blockages(Made made, string folder)
    {
        using var file = Open(folder, "road-blockages.csv", "wkt,edges,cause,from,until,district");
        foreach (var b in made.Blockages)
        {
            Begin(file, b.Id, b.From, Words.Authority);
            file.Text(",\"").Text(Line(b.Line)).Text("\",").Text(string.Join(';', b.Edges)).Comma().Text(b.Cause).Comma().Date(b.From).Comma();
            if (b.Until > 0)
            {
                file.Date(b.Until);
            }

            file.Comma().Text(made.Iso(b.District)).Line();
        }

        return made.Blockages.Count;
    }

    public static int MinefieldRecords(Made made, string folder)
    {
        using var file = Open(folder, "minefield-records.csv", "wkt,sheet,mapDatum,authorUnit,laidOn,rows,itemCount,category,spacingM,scale,completeness");
        foreach (var record in made.Records)
        {
            var sheet = made.Sheets[record.Sheet];
            Begin(file, record.Id, record.Received, Words.Authority);
            file.Text(",\"POLYGON ((");
            for (var i = 0; i <= record.Outline.Length; i++)
            {
                var (e, n) = record.Outline[i % record.Outline.Length];
                file.Text(i == 0 ? "" : ", ").Real(e, 1).Text(" ").Real(n, 1);
            }

            file.Text("))\",").Text(sheet.Name).Text(",SK-42,SYN-UNIT-").Text(sheet.Unit.ToString("D2", CultureInfo.InvariantCulture)).Comma().Date(record.LaidOn);
            file.Comma().Whole(record.Rows).Comma().Whole(record.ItemCount).Comma().Text(record.Category.Code()).Comma().Real(record.SpacingM, 1);
            file.Comma().Whole(sheet.Scale).Comma().Real(record.Completeness, 2).Line();
        }

        return made.Records.Count;
    }

    /// <summary>A line as WKT in longitude and latitude.</summary>
    public static string Line(Xy[] line)
    {
        var text = new StringBuilder("LINESTRING (");
        for (var i = 0; i < line.Length; i++)
        {
            var at = Written.From(line[i]);
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{at.LonE7 / 1e7:F7} {at.LatE7 / 1e7:F7}");
        }

        return text.Append(')').ToString();
    }

    private static TextFile Open(string folder, string name, string columns) =>
        new TextFile(folder, name).Text("id,informationDate,organisation,synthetic,").Text(columns).Line();

    private static void Begin(TextFile file, string id, int day, string organisation) =>
        file.Text(id).Comma().Date(day).Comma().Text(organisation).Text(",true");
}
