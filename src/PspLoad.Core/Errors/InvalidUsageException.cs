namespace PspLoad.Core.Errors;

/// <summary>Values of a command line are wrong. Nothing was done: exit code 2.</summary>
/// <param name="problems">one line each: the option, its value in quotes, and what would be right</param>
public sealed class InvalidUsageException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
