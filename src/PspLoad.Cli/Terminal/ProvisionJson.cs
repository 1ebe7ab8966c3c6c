using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Provisioning.Engine;

namespace PspLoad.Cli.Terminal;

/// <summary>A provisioning run as JSON, for scripts.</summary>
internal sealed partial class ProvisionJson
{
    public static string Write(ProvisionResult result, ProvisionOptions options, TimeSpan took, Func<string, string> redact) =>
        JsonSerializer.Serialize(
            new Document(
                options.Check,
                Math.Round(took.TotalSeconds, 3),
                new Counts(
                    result.Count(ResourceStatus.Changed),
                    result.Count(ResourceStatus.Ok),
                    result.Count(ResourceStatus.Failed),
                    result.Count(ResourceStatus.Skipped)
                ),
                [
                    .. result.Outcomes.Select(outcome => new Row(
                        outcome.Host,
                        outcome.Role,
                        outcome.Resource,
                        outcome.Status.ToString().ToLowerInvariant(),
                        redact(outcome.Message),
                        outcome.Change?.Before,
                        outcome.Change?.After,
                        redact(outcome.Output)
                    )),
                ]
            ),
            Context.Default.Document
        );

    internal sealed record Document(bool Check, double DurationSeconds, Counts Counts, IReadOnlyList<Row> Resources);

    internal sealed record Counts(int Changed, int Ok, int Failed, int Skipped);

    internal sealed record Row(string Host, string Role, string Resource, string Status, string Message, string? Before, string? After, string Output);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Context : JsonSerializerContext;
}
