using Surefoot.Geodesy;

namespace Surefoot.Registry.Land;

/// <summary>One rule of land that a record to be approved breaks.</summary>
/// <param name="Refused">It is not approved; otherwise it is, and a person should look.</param>
/// <param name="Rule">Code of the rule, such as <c>land.area-far</c>.</param>
/// <param name="Type">Record type.</param>
/// <param name="Id">The source's key.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What would be accepted.</param>
/// <param name="At">Where; null if the rule is not about a place.</param>
public sealed record LandFlag(bool Refused, string Rule, string Type, string Id, string Message, string Hint, GeoPoint? At = null);
