namespace PspLoad.ReferencePsp.Lifecycle;

/// <summary>Repeated work while the node can serve. A failed step is logged, and the loop goes on: the database may be back by then.</summary>
public abstract partial class BackgroundLoop(Readiness readiness, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    protected TimeProvider Time { get; } = time;

    /// <returns>the pause until the next step</returns>
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
