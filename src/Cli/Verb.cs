using System.CommandLine;

namespace Surefoot.Cli;

/// <summary>A command with the keys of its JSON answer, so that the manual can state them.</summary>
internal sealed class Verb(string name, string description, string answerKeys = "") : Command(name, description)
{
    public string AnswerKeys { get; } = answerKeys;
}
