namespace PspLoad.ReferencePsp.Contracts;

/// <summary>The request ends here with a problem that isn't stored for its key.</summary>
public sealed class ProblemException(ProblemResponse problem, int? retryAfter = null) : Exception(problem.Title)
{
    public ProblemResponse Problem { get; } = problem;

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; } = retryAfter;
}
