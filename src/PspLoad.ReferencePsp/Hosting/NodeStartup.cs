using PspLoad.ReferencePsp.Configuration;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>From "process started" to "ready": schema, security module, merchants. Waits for the database without a limit; the ports are already
/// open.</summary>
public sealed partial class NodeStartup(
    PspSettings settings,
    WritableDatabase database,
    Migrator migrator,
    IWrappedKeyStore keys,
    OpenVault vault,
    MerchantRegister merchants,
    Readiness readiness,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<NodeStartup> log
) : BackgroundService
{
    private static readonly TimeSpan s_retryPause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStopping.Register(() => readiness.Drain());
        var started = time.GetTimestamp();
        database.Start();
        try
        {
            await RetryAsync("the schema", MigrateAsync, stoppingToken);
            await RetryAsync("the security module", OpenVaultAsync, stoppingToken);
            await RetryAsync("the merchants", LoadMerchantsAsync, stoppingToken);
            readiness.Started();
            var elapsed = time.GetElapsedTime(started);
            if (log.IsEnabled(LogLevel.Information))
                LogReady(elapsed.TotalMilliseconds, database.Current);
            await RefreshKeysAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (SecurityModuleException exception)
        {
            LogFatal(exception.Message);
            Environment.ExitCode = 2;
            lifetime.StopApplication();
        }
    }

    private async Task RetryAsync(string what, Func<CancellationToken, Task<bool>> step, CancellationToken cancellationToken)
    {
        readiness.WaitFor(what);
        while (true)
        {
            try
            {
                if (await step(cancellationToken))
                    return;
            }
            catch (DatabaseUnavailableException exception)
            {
                LogWaiting(what, exception.Message);
            }

            await Task.Delay(s_retryPause, time, cancellationToken);
        }
    }

    private async Task<bool> MigrateAsync(CancellationToken cancellationToken)
    {
        if (settings.Migrate == MigrateMode.Auto)
            await migrator.ApplyAsync(cancellationToken);
        var version = await migrator.VersionAsync(cancellationToken);
        if (version >= Migration.All[^1].Version)
            return true;
        LogWaiting("the schema", $"it has version {version}, {Migration.All[^1].Version} is needed, and MIGRATE is off");
        return false;
    }

    private async Task<bool> OpenVaultAsync(CancellationToken cancellationToken)
    {
        vault.Set(await CardVault.OpenAsync(settings.SecurityModule, keys, time, cancellationToken));
        return true;
    }

    private async Task<bool> LoadMerchantsAsync(CancellationToken cancellationToken)
    {
        await merchants.AdmitAsync(settings.Merchants.Merchants, cancellationToken);
        return true;
    }

    private async Task RefreshKeysAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(CardVault.RefreshPeriod, time, cancellationToken);
            try
            {
                await vault.Value.RefreshAsync(cancellationToken);
            }
            catch (DatabaseUnavailableException exception)
            {
                LogWaiting("the keys", exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "ready after {ElapsedMs} ms on database server {Server}")]
    private partial void LogReady(double elapsedMs, ServerAddress? server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "waiting for {What}: {Problem}")]
    private partial void LogWaiting(string what, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Problem}")]
    private partial void LogFatal(string problem);
}
