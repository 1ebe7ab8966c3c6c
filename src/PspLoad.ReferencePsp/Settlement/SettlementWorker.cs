using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.ReferencePsp.Settlement;

/// <summary>Writes each merchant's settlement file of yesterday into the folder, some minutes after midnight UTC.</summary>
public sealed partial class SettlementWorker(
    string directory,
    SettlementFile settlement,
    MerchantDirectory merchants,
    Readiness readiness,
    TimeProvider time,
    ILogger<SettlementWorker> log
) : BackgroundLoop(readiness, time, log)
{
    /// <summary>Operations that began before midnight are finished by then.</summary>
    private static readonly TimeSpan s_afterMidnight = TimeSpan.FromMinutes(5);

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        if (now.TimeOfDay < s_afterMidnight)
            return TimeSpan.FromMinutes(1);
        var yesterday = DateOnly.FromDateTime(now).AddDays(-1);
        foreach (var merchant in merchants.All)
        {
            var path = Path.Combine(directory, SettlementFile.Name(merchant, yesterday));
            if (File.Exists(path))
                continue;
            var temporary = path + ".part";
            await File.WriteAllTextAsync(temporary, await settlement.CreateAsync(merchant, yesterday, cancellationToken), cancellationToken);
            File.Move(temporary, path);
            LogWritten(path);
        }

        return TimeSpan.FromMinutes(1);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "settlement file {Path} written")]
    private partial void LogWritten(string path);
}
