using System.CommandLine;
using System.Globalization;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Written;

namespace Surefoot.Cli.Commands;

/// <summary>geo read: one coordinate as it stands on paper.</summary>
internal static class GeoReadCommand
{
    public static Verb Make(Bind bind)
    {
        var text = new Argument<string>("TEXT") { Description = "MGRS with or without spaces, degrees with minutes and seconds, an offset such as 'BM1 +120.5E -35N', or two numbers of --crs." };
        var crs = new Option<string?>("--crs") { Description = "System of numbers and degrees; without it, WGS 84.", HelpName = "EPSG:N" };
        var operation = new Option<string?>("--operation") { Description = "Datum operation, compulsory when the system is on another datum.", HelpName = "EPSG:N" };
        var point = new Option<string?>("--point") { Description = "Place of the named point of an offset.", HelpName = "LAT,LON" };
        var scale = new Option<int?>("--sheet-scale") { Description = "Scaled from a sheet 1:N.", HelpName = "N" };
        var sigma = new Option<double?>("--sigma") { Description = "Standard deviation of the measurement; zero is unknown.", HelpName = "M" };
        var verb = new Verb("read", "Reads a coordinate in any way it is written down; text, format, precision, operation and accuracy stay with it.", "text, format, crs, resolutionM, operation, operationAccuracyM, accuracyM, lon, lat, mgrs, dms, gridConvergenceDeg")
        {
            text, crs, operation, point, scale, sigma,
        };
        verb.SetAction(bind((context, parsed) =>
        {
            var measured = new Measurement(parsed.GetValue(scale) is null ? MeasurementMethod.Unknown : MeasurementMethod.ScaledFromSheet, parsed.GetValue(scale), SigmaM: parsed.GetValue(sigma));
            var named = parsed.GetValue(point) is { } place ? LatLon.Read(place, "--point") : (GeoPoint?)null;
            var (read, fault) = ReadCoordinate.Run(
                parsed.GetValue(text)!, measured, Epsg.Read(parsed.GetValue(crs), "--crs"), Epsg.Read(parsed.GetValue(operation), "--operation"),
                name => named is { } at ? new NamedPoint(name, at) : null);
            if (read is null)
            {
                throw new CommandFailure(ExitCode.Finding, fault!.Rule, fault.Message, fault.Value, fault.Suggestion);
            }

            var mgrs = read.Wgs84.LatitudeDeg is >= -80 and <= 84 ? Mgrs.Write(read.Wgs84) : null;
            context.Write(
                new
                {
                    read.Text,
                    read.Format,
                    read.Crs,
                    read.ResolutionM,
                    operation = read.Operation is { } code ? $"EPSG:{code}" : null,
                    read.OperationAccuracyM,
                    read.AccuracyM,
                    lon = read.Wgs84.LongitudeDeg,
                    lat = read.Wgs84.LatitudeDeg,
                    mgrs,
                    dms = Sexagesimal.Write(read.Wgs84),
                    gridConvergenceDeg = TrueBearing.Correction(NorthReference.Grid, read.Wgs84, default).Correction!.AddDeg,
                },
                output => output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{read.Wgs84.LatitudeDeg:0.00000000}, {read.Wgs84.LongitudeDeg:0.00000000}  {Sexagesimal.Write(read.Wgs84)}  {mgrs}  written to {read.ResolutionM:0.###} m, {(read.AccuracyM is { } m ? $"± {m:0.0} m" : "accuracy not known")}{(read.Operation is { } by ? $", by EPSG:{by}" : "")}")));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
