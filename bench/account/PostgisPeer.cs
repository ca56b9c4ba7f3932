using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NetTopologySuite.IO;
using Surefoot.Account;

namespace Surefoot.AccountBench;

/// <summary>PostGIS on the same coordinates (metres of the plane, no system), asked through psql, which also takes the time.</summary>
internal sealed partial class PostgisPeer(string url)
{
    /// <summary>Tables with the polygons and the districts, indexed and analysed.</summary>
    public void Load(IReadOnlyList<LandPolygon> land, IReadOnlyList<LandDistrict> districts)
    {
        var writer = new WKBWriter();
        Run(input =>
        {
            input.WriteLine("""
                CREATE EXTENSION IF NOT EXISTS postgis;
                DROP TABLE IF EXISTS polygon; CREATE TABLE polygon (geom geometry);
                DROP TABLE IF EXISTS outline; DROP TABLE IF EXISTS district; CREATE TABLE district (code text, geom geometry);
                COPY polygon FROM stdin;
                """);
            foreach (var polygon in land)
            {
                input.WriteLine(Convert.ToHexString(writer.Write(polygon.Polygon)));
            }

            input.WriteLine("\\.\nCOPY district FROM stdin;");
            foreach (var district in districts)
            {
                input.WriteLine($"{district.Code}\t{Convert.ToHexString(writer.Write(district.Polygon))}");
            }

            // The outlines overlap by a little; ground in two districts belongs to the first by code, there as here.
            input.WriteLine("""
                \.
                CREATE TABLE outline AS SELECT * FROM district;
                UPDATE district d SET geom = ST_Difference(d.geom, o.geom)
                  FROM (SELECT b.code, ST_Union(a.geom) AS geom FROM outline a JOIN outline b ON a.code < b.code AND a.geom && b.geom GROUP BY b.code) o WHERE o.code = d.code;
                DROP TABLE outline;
                CREATE INDEX ON polygon USING gist (geom); CREATE INDEX ON district USING gist (geom);
                VACUUM ANALYZE;
                """);
        });
    }

    public string Version() => Run(input => input.WriteLine("SELECT split_part(version(), ' ', 2), postgis_lib_version(), postgis_geos_version();")).Trim();

    public (double Seconds, double NetM2) Union()
    {
        var answer = Run(input => input.WriteLine("\\timing on\nSELECT ST_Area(ST_Union(geom)) FROM polygon;"));
        return (Seconds(answer), double.Parse(answer.Split('\n').First(line => line.Length > 0 && char.IsAsciiDigit(line[0])), CultureInfo.InvariantCulture));
    }

    public (double Seconds, Dictionary<string, double> NetM2) UnionByDistrict()
    {
        var answer = Run(input => input.WriteLine("""
            \timing on
            SELECT d.code, ST_Area(ST_Intersection(d.geom, ST_Union(p.geom))) FROM district d JOIN polygon p ON p.geom && d.geom GROUP BY d.code, d.geom;
            """));
        return (Seconds(answer), answer.Split('\n').Where(line => line.Contains('|', StringComparison.Ordinal)).Select(line => line.Split('|'))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }

    private static double Seconds(string answer) => double.Parse(Time().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture) / 1000;

    [GeneratedRegex(@"Time: ([0-9.]+) ms")]
    private static partial Regex Time();

    private string Run(Action<StreamWriter> write)
    {
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", url])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var output = psql.StandardOutput.ReadToEndAsync();
        psql.StandardInput.WriteLine("SET jit = off; SET client_min_messages = warning; SET work_mem = '1GB';");
        write(psql.StandardInput);
        psql.StandardInput.Close();
        var answer = output.GetAwaiter().GetResult();
        psql.WaitForExit();
        return psql.ExitCode == 0 ? answer : throw new InvalidOperationException($"psql ended with {psql.ExitCode}.");
    }
}
