using System.Text.Encodings.Web;
using System.Text.Json;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Audit;

/// <summary>
/// violations.ndjson of a run while it is written, under a temporary name. Its lines are buffered: unlike the files that grow during a run, it is of
/// no use before it is complete.
/// </summary>
internal sealed class ViolationFile(AuditOptions options) : IDisposable
{
    /// <summary>Leaves apostrophes unescaped: no browser reads this file as HTML.</summary>
    private static readonly ResultsJson s_json = new(
        new JsonSerializerOptions(ResultsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    private readonly string _path = Path.Combine(options.Folder, ResultFiles.Violations);
    private readonly NdjsonWriter<ViolationLine> _file = new(TemporaryPath(options), s_json.ViolationLine, isBuffered: true);

    public void Write(Violation violation)
    {
        double? at = violation.Story.OfType<Answer>().FirstOrDefault() is { } told ? Seconds(told) : null;
        _file.Append(
            new ViolationLine(violation.Kind, violation.OrderId, violation.Message, at, FaultOf(violation), [.. violation.Story.Select(StoryLine.Describe)])
        );
    }

    public void Complete()
    {
        _file.Dispose();
        DurableFile.Complete(TemporaryPath(options), _path);
    }

    /// <summary>Removes the temporary file where the reconciliation did not complete.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(TemporaryPath(options));
    }

    private static string TemporaryPath(AuditOptions options) => Path.Combine(options.Folder, ResultFiles.Violations + ".tmp");

    /// <summary>Name of the first fault during which the client asked or was answered; null when there is none.</summary>
    private string? FaultOf(Violation violation) =>
        options
            .Faults.FirstOrDefault(fault =>
                violation.Story.Where(record => record is Intent or Answer).Any(record => Seconds(record) >= fault.From && Seconds(record) <= fault.To)
            )
            ?.Name;

    private double Seconds(StoryRecord record) => (record.At - (options.StartedAt.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) / 1e6;
}
