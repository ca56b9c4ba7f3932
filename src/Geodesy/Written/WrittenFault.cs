namespace Surefoot.Geodesy.Written;

/// <summary>Why a coordinate as written is not one.</summary>
/// <param name="Rule">Code such as <c>dms.minutes</c>.</param>
/// <param name="Message">For people: what is wrong.</param>
/// <param name="Suggestion">What would be accepted.</param>
/// <param name="Value">The text as it was written.</param>
public sealed record WrittenFault(string Rule, string Message, string Suggestion, string Value);
