using System.Text.Json;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Exit code and output of a command.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The resources of a <c>--json</c> run.</summary>
    public IReadOnlyList<(string Host, string Role, string Resource, string Status, string Message)> Resources =>
        [
            .. JsonDocument
                .Parse(Output)
                .RootElement.GetProperty("resources")
                .EnumerateArray()
                .Select(row => (Text(row, "host"), Text(row, "role"), Text(row, "resource"), Text(row, "status"), Text(row, "message"))),
        ];

    /// <summary>The evidence of a <c>verify --json</c> run.</summary>
    public IReadOnlyList<(string Check, string Status, string Output)> Evidence =>
        [.. JsonDocument.Parse(Output).RootElement.EnumerateArray().Select(row => (Text(row, "check"), Text(row, "status"), Text(row, "output")))];

    /// <summary>Asserts exit code 0 and returns this result, for chaining.</summary>
    public CliResult Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    /// <summary>The red checks of a <c>verify --json</c> run.</summary>
    public IReadOnlyList<string> Red => [.. Evidence.Where(evidence => evidence.Status == "red").Select(evidence => evidence.Check)];

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
