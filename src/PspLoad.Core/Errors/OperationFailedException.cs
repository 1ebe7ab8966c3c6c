namespace PspLoad.Core.Errors;

/// <summary>An expected failure that the user can act on. It is shown as one line, without a stack trace.</summary>
/// <param name="exitCode">exit code of the process</param>
/// <param name="problem">what is wrong, naming the host, file or command</param>
/// <param name="remedy">what to do about it</param>
/// <param name="inner">the cause, shown only with <c>-v</c></param>
public class OperationFailedException(ExitCode exitCode, string problem, string remedy, Exception? inner = null) : Exception($"{problem}; {remedy}", inner)
{
    public ExitCode ExitCode { get; } = exitCode;
    public string Problem { get; } = problem;
    public string Remedy { get; } = remedy;
}
