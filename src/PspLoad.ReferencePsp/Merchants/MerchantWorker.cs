using PspLoad.ReferencePsp.Lifecycle;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// Follows MERCHANTS_FILE: a change is in force about a second later. It reads the whole file instead of waiting for notices, which do not arrive through
/// every mount. A file with a problem changes nothing.
/// </summary>
public sealed partial class MerchantWorker(MerchantFile file, MerchantRegister register, Readiness readiness, TimeProvider time, ILogger<MerchantWorker> log)
    : BackgroundLoop(readiness, time, log)
{
    /// <summary>Every so many looks at the file the table is read, too.</summary>
    private const int LooksPerRefresh = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private string? _seen;
    private int _looks;

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        if (file.Path is { } path && await ReadAsync(path, cancellationToken) is { } text && text != _seen)
        {
            List<string> problems = [];
            var merchants = MerchantFile.Parse(text, path, problems);
            if (problems.Count == 0)
            {
                await register.AdmitAsync(merchants, cancellationToken);
                LogAdmitted(merchants.Count);
            }

            foreach (var problem in problems)
                LogProblem(problem);
            _seen = text;
        }
        else if (++_looks % LooksPerRefresh == 0)
        {
            await register.RefreshAsync(cancellationToken);
        }

        return s_pause;
    }

    private async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogProblem($"{path} cannot be read: {exception.Message}");
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} merchants have access")]
    private partial void LogAdmitted(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "MERCHANTS_FILE: {Problem}; the merchants stay as they were")]
    private partial void LogProblem(string problem);
}
