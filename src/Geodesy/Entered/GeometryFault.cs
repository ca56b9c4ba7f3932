namespace Surefoot.Geodesy.Entered;

/// <summary>Why a geometry as entered is not one.</summary>
/// <param name="Rule">Code such as <c>geometry.not-closed</c>.</param>
/// <param name="Message">For people: what is wrong.</param>
/// <param name="Suggestion">What would be accepted.</param>
/// <param name="Value">The offending text.</param>
/// <param name="At">Place on WGS 84, if it is known.</param>
public sealed record GeometryFault(string Rule, string Message, string? Suggestion = null, string? Value = null, GeoPoint? At = null);

/// <summary>Carries a fault out of a parser's recursion; never leaves this room.</summary>
internal sealed class GeometryFaultException : Exception
{
    public GeometryFaultException(GeometryFault fault)
        : base(fault.Message) => Fault = fault;

    public GeometryFaultException(string rule, string message, string? suggestion = null, string? value = null, GeoPoint? at = null)
        : this(new GeometryFault(rule, message, suggestion, value, at))
    {
    }

    public GeometryFault Fault { get; }
}
