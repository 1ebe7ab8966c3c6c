namespace PspLoad.ReferencePsp.Contracts;

/// <summary>Ends the request with a problem, which is not stored for its key.</summary>
public sealed class ProblemException(ProblemResponse problem, int? retryAfter = null) : Exception(problem.Title)
{
    public ProblemResponse Problem { get; } = problem;

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; } = retryAfter;
}
