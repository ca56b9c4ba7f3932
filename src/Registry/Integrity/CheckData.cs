using System.Data.Common;
using System.Globalization;
using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Criteria;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Integrity;

/// <summary>The data that checks look at: read when first asked, shared by all checks of one run.</summary>
public sealed class CheckData
{
    private readonly Lazy<LandRules> _rules;
    private readonly Lazy<CriteriaInForce> _criteria;
    private readonly Lazy<EvidenceKinds> _kinds;
    private readonly Lazy<IReadOnlyList<LandShape>> _land;
    private readonly Lazy<LandAccount> _account;
    private readonly Lazy<IReadOnlyList<LandFinding>> _findings;
    private readonly Lazy<IReadOnlyList<PolygonBalance>> _balances;
    private readonly Lazy<ShapeScan> _shapes;
    private readonly Lazy<PointScan> _points;

    /// <param name="districts">As the account is split by; may be empty, then nothing is said about districts.</param>
    /// <param name="today">The day of the data.</param>
    public CheckData(JournalStore store, RecordTypes types, CodeListCatalogue lists, IReadOnlyList<LandDistrict> districts, DateOnly today, int workers = 1, CancellationToken cancellation = default)
    {
        (Store, Types, Lists, Today, Workers, Cancellation) = (store, types, lists, today, workers, cancellation);
        Reader = new RegistryReader(store, types);
        Districts = new DistrictIndex(districts);
        _rules = new(() => LandRules.InForce(Reader, today));
        _criteria = new(() => CriteriaInForce.Read(Reader));
        _kinds = new(() => EvidenceKinds.InForce(lists, today));
        _land = new(() => LandShape.Read(Reader, workers, cancellation));
        _account = new(() => LandAccount.Compute(ReadLand.Handle(Reader, RecordQuery.Now, workers, null, cancellation), districts, workers, null, cancellation));
        _findings = new(() => Account.Findings(today, ExactArea.FromM2((decimal)Rules.CaseThresholdM2)));
        _balances = new(() => Account.PolygonBalances(today));
        _shapes = new(() => ShapeScan.Run(this));
        _points = new(() => PointScan.Run(this));
    }

    public JournalStore Store { get; }

    public RecordTypes Types { get; }

    public CodeListCatalogue Lists { get; }

    public RegistryReader Reader { get; }

    public DateOnly Today { get; }

    public int Workers { get; }

    public CancellationToken Cancellation { get; }

    internal DistrictIndex Districts { get; }

    internal LandRules Rules => _rules.Value;

    internal CriteriaInForce Criteria => _criteria.Value;

    internal EvidenceKinds Kinds => _kinds.Value;

    /// <summary>Approved hazards and releases with their fields and shapes.</summary>
    internal IReadOnlyList<LandShape> Land => _land.Value;

    internal LandAccount Account => _account.Value;

    internal IReadOnlyList<LandFinding> LandFindings => _findings.Value;

    internal IReadOnlyList<PolygonBalance> Balances => _balances.Value;

    internal ShapeScan Shapes => _shapes.Value;

    internal PointScan Points => _points.Value;

    /// <summary>Findings of one type as SQL gives them: id, then what exactly or null.</summary>
    internal IEnumerable<CheckFinding> Query(string type, string sql, params (string Name, object? Value)[] parameters) =>
        Rows(sql, row => new CheckFinding(type, row.GetString(0), row.FieldCount > 1 && !row.IsDBNull(1) ? row.GetString(1) : null), parameters);

    internal List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var connection = Store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Add(name, value);
        }

        using var row = command.ExecuteReader();
        List<T> rows = [];
        while (row.Read())
        {
            Cancellation.ThrowIfCancellationRequested();
            rows.Add(read(row));
        }

        return rows;
    }

    internal static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
