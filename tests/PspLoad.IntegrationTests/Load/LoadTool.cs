using System.Text.Json;

namespace PspLoad.IntegrationTests.Load;

/// <summary>The command line in a process of its own, as a user runs it.</summary>
internal sealed class LoadTool : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private LoadTool(ChildProcess process) => _process = process;

    public int Id => _process.Id;

    public static LoadTool Start(Uri url, params string[] arguments) =>
        new(ChildProcess.StartDotnet(BuiltProgram.Cli, ["load", "--url", url.ToString(), "--json", .. arguments]));

    public void Freeze() => _process.Freeze();

    public void Resume() => _process.Resume();

    public void PressCtrlC() => _process.PressCtrlC();

    /// <summary>Waits for the end of the run.</summary>
    public async Task<Outcome> FinishAsync(CancellationToken cancellationToken)
    {
        var (output, errors, exitCode) = await _process.FinishAsync(cancellationToken);
        return new Outcome(exitCode, output.Length == 0 ? null : JsonDocument.Parse(output).RootElement, errors);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    internal sealed record Outcome(int ExitCode, JsonElement? Report, string Errors)
    {
        public bool IsValid => string.Equals(Report!.Value.GetProperty("verdict").GetProperty("validity").GetString(), "VALID", StringComparison.Ordinal);

        public string[] Findings => [.. Report!.Value.GetProperty("verdict").GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!)];

        public long Arrivals(string name) => Report!.Value.GetProperty("arrivals").GetProperty(name).GetInt64();

        public double ResponseMs(string name) => Report!.Value.GetProperty("responseTimeMs").GetProperty(name).GetDouble();

        public override string ToString() => Report is { } report
            ? $"exit {ExitCode}, {report.GetProperty("verdict")}, {report.GetProperty("injector")}"
            : $"exit {ExitCode}, {Errors}";
    }
}
