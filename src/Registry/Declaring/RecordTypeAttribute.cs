using Surefoot.Geodesy.OneWay;
using Surefoot.Journal;

namespace Surefoot.Registry.Declaring;

/// <summary>What shape a record has on the ground.</summary>
public enum ShapeKind
{
    None,
    Point,
    Line,
    PointOrLine,
    Polygon,

    /// <summary>Point, line or polygon: what was seen decides.</summary>
    Any,
}

/// <summary>Makes a C# record a record type: its table, checks, import, export and listing follow from it and its <see cref="FieldAttribute"/>s.</summary>
/// <remarks>
/// <c>id</c>, <c>informationDate</c>, <c>organisation</c> and <c>synthetic</c> belong to every record and are not declared.
/// A changed meaning of a field raises <see cref="Schema"/>; stored payloads stay as they are.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecordTypeAttribute(string code) : Attribute
{
    public string Code { get; } = code;

    /// <summary>Area of DESIGN 4, such as <c>Land</c>.</summary>
    public required string Area { get; init; }

    public required Tier Tier { get; init; }

    public int Schema { get; init; } = 1;

    /// <summary>Name of the projection table where the code itself is a word of SQL; null: made of the code.</summary>
    public string? Table { get; init; }

    public ShapeKind Shape { get; init; } = ShapeKind.None;

    /// <summary>Which way its polygon may err when a machine moves it (hazards outward, released land inward); not set for claims, which stay as drawn.</summary>
    public Erring Erring
    {
        get => MayErr ?? throw new InvalidOperationException($"A {Code} stays as drawn.");
        init => MayErr = value;
    }

    internal Erring? MayErr { get; private init; }

    /// <summary>A record may come without a place: a day without work, a wish that names a settlement.</summary>
    public bool ShapeOptional { get; init; }

    /// <summary>Property with the day of the event, if the record is an event.</summary>
    public string? EventDate { get; init; }
}

/// <summary>One field of a record type; its type follows from the property's, its name is the property's in camelCase.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute : Attribute
{
    /// <summary>No <see cref="Tier"/>: the field is of the record's.</summary>
    internal const Tier OfTheRecord = (Tier)(-1);

    public bool Required { get; init; }

    /// <summary>Higher than the record's, where the field is for fewer people; without it, the record's.</summary>
    public Tier Tier { get; init; } = OfTheRecord;

    /// <summary>Code list that the value, or each value of a list, must be of.</summary>
    public string? Code { get; init; }

    /// <summary>The text is the SHA-256 of a kept file.</summary>
    public bool File { get; init; }

    /// <summary>Record type whose id this is; several, separated by <c>|</c>, if it may be any of them.</summary>
    public string? Reference { get; init; }

    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Property of the same record that this one may not be less than (dates, years, numbers).</summary>
    public string? NotBefore { get; init; }

    /// <summary>A plan may lie after the data date; a fact may not.</summary>
    public bool MayBeFuture { get; init; }

    /// <summary>Regular expression of the whole text, or of each text of a list.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> asks for, for people.</summary>
    public string? PatternMeans { get; init; }

    /// <summary>The projection gets an index on this column.</summary>
    public bool Indexed { get; init; }
}
