using PspLoad.ReferencePsp.Hosting;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.ReferencePsp.Ledger;

/// <summary>Drops each merchant's settlement file of yesterday into the directory, some minutes after midnight UTC.</summary>
public sealed partial class SettlementWorker(string directory, SettlementFile settlement, MerchantDirectory merchants, Readiness readiness, TimeProvider time, ILogger<SettlementWorker> log)
    : BackgroundLoop(readiness, time, log)
{
    /// <summary>Whatever began before midnight is finished by then.</summary>
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(5);

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        DateTime now = Time.GetUtcNow().UtcDateTime;
        if (now.TimeOfDay < AfterMidnight) return TimeSpan.FromMinutes(1);
        DateOnly yesterday = DateOnly.FromDateTime(now).AddDays(-1);
        foreach (Merchant merchant in merchants.All)
        {
            string path = Path.Combine(directory, SettlementFile.Name(merchant, yesterday));
            if (File.Exists(path)) continue;
            string temporary = path + ".part";
            await File.WriteAllTextAsync(temporary, await settlement.CreateAsync(merchant, yesterday, cancellationToken), cancellationToken);
            File.Move(temporary, path);
            LogWritten(path);
        }

        return TimeSpan.FromMinutes(1);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "settlement file {Path} written")]
    private partial void LogWritten(string path);
}
