using System.Text.Encodings.Web;
using System.Text.Json;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Audit;

/// <summary>
/// violations.ndjson of a run while it is written, under a temporary name. Its lines are buffered: unlike the files that grow during a run, it is of no use
/// before it is complete.
/// </summary>
internal sealed class ViolationFile(AuditOptions options) : IAsyncDisposable
{
    /// <summary>Leaves apostrophes unescaped: no browser reads this file as HTML.</summary>
    private static readonly ResultsJson s_json = new(
        new JsonSerializerOptions(ResultsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    private readonly string _path = Path.Combine(options.Folder, ResultFiles.Violations);
    private readonly FileStream _file = new(Path.Combine(options.Folder, ResultFiles.Violations + ".tmp"), FileMode.Create, FileAccess.Write);

    public void Write(Violation violation)
    {
        double? at = violation.Story.OfType<Answer>().FirstOrDefault() is { } told ? Seconds(told) : null;
        var line = new ViolationLine(
            violation.Kind,
            violation.OrderId,
            violation.Message,
            at,
            FaultOf(violation),
            [.. violation.Story.Select(StoryLine.Describe)]
        );
        JsonSerializer.Serialize(_file, line, s_json.ViolationLine);
        _file.WriteByte((byte)'\n');
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken);
        await _file.DisposeAsync();
        DurableFile.Complete(_file.Name, _path);
    }

    /// <summary>Removes the temporary file where the reconciliation did not complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        File.Delete(_file.Name);
    }

    /// <summary>Name of the first fault during which the client asked or was answered; null when there is none.</summary>
    private string? FaultOf(Violation violation) =>
        options
            .Faults.FirstOrDefault(fault =>
                violation.Story.Where(record => record is Intent or Answer).Any(record => Seconds(record) >= fault.From && Seconds(record) <= fault.To)
            )
            ?.Name;

    private double Seconds(StoryRecord record) => (record.At - (options.StartedAt.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) / 1e6;
}
