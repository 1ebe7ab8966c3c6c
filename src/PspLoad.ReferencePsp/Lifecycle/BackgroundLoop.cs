namespace PspLoad.ReferencePsp.Lifecycle;

/// <summary>Work that repeats while the node is ready. A step that fails is logged and tried again: the next one may find the database back.</summary>
public abstract partial class BackgroundLoop(Readiness readiness, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    protected TimeProvider Time { get; } = time;

    /// <returns>the pause before the next step</returns>
    protected abstract Task<TimeSpan> StepAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var pause = readiness.Refusal is null ? await TryStepAsync(stoppingToken) : s_pause;
                await Task.Delay(pause, Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task<TimeSpan> TryStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StepAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception, GetType().Name);
            return TimeSpan.FromSeconds(1);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed")]
    private partial void LogFailed(Exception exception, string loop);
}
