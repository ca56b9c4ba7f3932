using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>Reads the road graph and the places on it. Files are CSV, plain or gzip.</summary>
public static class ReadRoadNetwork
{
    /// <summary>The graph of a geography folder: <c>roads/nodes.csv.gz</c> and <c>roads/edges.csv.gz</c>.</summary>
    public static RoadGraph FromGeography(string geographyFolder) =>
        FromFiles(Path.Combine(geographyFolder, "roads", "nodes.csv.gz"), Path.Combine(geographyFolder, "roads", "edges.csv.gz"));

    /// <summary>The two files of a folder: <c>nodes.csv.gz</c> and <c>edges.csv.gz</c>, also plain, also with <c>road_</c> before.</summary>
    /// <exception cref="RoadFileException">One of them is not there.</exception>
    public static (string Nodes, string Edges) FilesOf(string folder)
    {
        return (Find("nodes"), Find("edges"));

        string Find(string what) => new[] { $"{what}.csv.gz", $"road_{what}.csv.gz", $"{what}.csv", $"road_{what}.csv" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new RoadFileException("network.missing", $"There is no file {what}.csv.gz or road_{what}.csv.gz in the folder.", folder, "Give --nodes and --edges instead of --network.");
    }

    /// <param name="nodesFile">Columns id (whole number), lon, lat; optional elevation_m.</param>
    /// <param name="edgesFile">Columns from, to, class, oneway, length_m; optional id, surface.</param>
    /// <exception cref="RoadFileException">A column is missing, a cell cannot be read, or an edge names a node that does not exist.</exception>
    public static RoadGraph FromFiles(string nodesFile, string edgesFile)
    {
        var (ids, longitude, latitude, elevationM) = ReadNodes(RoadTable.Read(nodesFile));
        var table = RoadTable.Read(edgesFile);
        var fromColumn = table.Require("from");
        var toColumn = table.Require("to");
        var classColumn = table.Require("class");
        var oneWayColumn = table.Require("oneway");
        var lengthColumn = table.Require("length_m", "lengthM");
        var idColumn = table.Find("id");
        var surfaceColumn = table.Find("surface");
        var from = new int[table.Count];
        var to = new int[table.Count];
        var oneWay = new bool[table.Count];
        var lengthM = new double[table.Count];
        var speed = new double[table.Count];
        var edgeId = new string[table.Count];
        var edgeClass = new string[table.Count];
        for (var edge = 0; edge < from.Length; edge++)
        {
            from[edge] = NodeOf(table, edge, fromColumn, ids);
            to[edge] = NodeOf(table, edge, toColumn, ids);
            oneWay[edge] = IsOneWay(table, edge, oneWayColumn);
            lengthM[edge] = table.Number(edge, lengthColumn);
            if (lengthM[edge] < 0)
            {
                throw table.Bad(edge, lengthColumn, "is below zero", "A length is in metres, 0 or more.");
            }

            edgeClass[edge] = table.Text(edge, classColumn);
            speed[edge] = RoadSpeed.KmPerHour(edgeClass[edge]);
            edgeId[edge] = idColumn < 0 ? edge.ToString(System.Globalization.CultureInfo.InvariantCulture) : table.Text(edge, idColumn);
        }

        return new RoadGraph(RoadNetwork.Create(longitude, latitude, from, to, oneWay, lengthM, speed), edgeId, edgeClass)
        {
            ElevationM = elevationM,
            Surface = surfaceColumn < 0 ? [] : [.. Enumerable.Range(0, table.Count).Select(row => table.Text(row, surfaceColumn))],
        };
    }

    /// <param name="file">Columns lon, lat (or longitude, latitude); optional id (or wofId, wof_id) and people (or population).</param>
    /// <param name="limit">Only the first rows; null for all.</param>
    /// <exception cref="RoadFileException">A column is missing or a cell cannot be read.</exception>
    public static PlaceList ReadPlaces(string file, int? limit = null)
    {
        var table = RoadTable.Read(file);
        var longitudeColumn = table.Require("lon", "longitude");
        var latitudeColumn = table.Require("lat", "latitude");
        var idColumn = table.Find("wof_id", "wofId", "id");
        var peopleColumn = table.Find("people", "population");
        var count = Math.Min(table.Count, limit ?? int.MaxValue);
        var id = new string[count];
        var longitude = new double[count];
        var latitude = new double[count];
        var people = new double[count];
        var stated = 0;
        Array.Fill(people, 1);
        for (var place = 0; place < count; place++)
        {
            id[place] = idColumn < 0 ? place.ToString(System.Globalization.CultureInfo.InvariantCulture) : table.Text(place, idColumn);
            longitude[place] = table.Number(place, longitudeColumn);
            latitude[place] = table.Number(place, latitudeColumn);
            if (peopleColumn >= 0 && table.Text(place, peopleColumn).Length > 0)
            {
                people[place] = table.Number(place, peopleColumn);
                stated++;
                if (people[place] < 0)
                {
                    throw table.Bad(place, peopleColumn, "is below zero", "People are 0 or more.");
                }
            }
        }

        return new PlaceList(id, longitude, latitude, people, count - stated);
    }

    /// <summary>The rows of edges that are closed: one 0-based row number per line; empty lines are passed over.</summary>
    /// <exception cref="RoadFileException">A line is no row of the edge file.</exception>
    public static bool[] ReadBlocked(string file, int edgeCount)
    {
        var closed = new bool[edgeCount];
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var text = line.AsSpan().Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var edge) || edge >= edgeCount)
            {
                throw new RoadFileException("blocked.row", $"Line {number}: \"{text}\" is not an edge row from 0 to {edgeCount - 1}.", file, "Give one 0-based row number of the edge file per line, without a header.");
            }

            closed[edge] = true;
        }

        return closed;
    }

    // Rows in ascending id, so that "the lowest node id" of a tie is the lowest row, whatever the order of the file.
    private static (Dictionary<long, int> Ids, double[] Longitude, double[] Latitude, double[] ElevationM) ReadNodes(RoadTable table)
    {
        var idColumn = table.Require("id");
        var longitudeColumn = table.Require("lon", "longitude");
        var latitudeColumn = table.Require("lat", "latitude");
        var order = Enumerable.Range(0, table.Count).Select(row => (Id: table.Whole(row, idColumn), Row: row)).OrderBy(n => n.Id).ThenBy(n => n.Row).ToArray();
        var ids = new Dictionary<long, int>(order.Length);
        var longitude = new double[order.Length];
        var latitude = new double[order.Length];
        var elevationColumn = table.Find("elevation_m", "elevationM");
        var elevationM = new double[elevationColumn < 0 ? 0 : order.Length];
        for (var node = 0; node < order.Length; node++)
        {
            var (id, row) = order[node];
            if (!ids.TryAdd(id, node))
            {
                throw table.Bad(row, idColumn, "is there twice", "Every node has its own id.");
            }

            longitude[node] = table.Number(row, longitudeColumn);
            latitude[node] = table.Number(row, latitudeColumn);
            if (elevationColumn >= 0)
            {
                elevationM[node] = table.Text(row, elevationColumn).Length == 0 ? double.NaN : table.Number(row, elevationColumn);
            }
        }

        return (ids, longitude, latitude, elevationM);
    }

    private static int NodeOf(RoadTable table, int edge, int column, Dictionary<long, int> ids) =>
        ids.TryGetValue(table.Whole(edge, column), out var node) ? node : throw table.Bad(edge, column, "is not the id of a node", "Every end of an edge stands in the node file.");

    private static bool IsOneWay(RoadTable table, int edge, int column) => table.Text(edge, column).ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "" or "0" or "false" or "no" => false,
        _ => throw table.Bad(edge, column, "is neither 0 nor 1", "1 is passed only from → to."),
    };
}
