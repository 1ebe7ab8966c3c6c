using System.Text.Json;

namespace PspLoad.IntegrationTests.Load;

/// <summary>The command line in a separate process, as a user runs it.</summary>
internal sealed class LoadTool : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ChildProcess _process;

    private LoadTool(Uri url, string[] arguments)
    {
        _folder = Directory.CreateTempSubdirectory("load-");
        _process = ChildProcess.StartDotnet(BuiltProgram.Cli, ["load", "--url", url.ToString(), "--json", "--hdr", Log, .. arguments]);
    }

    public int Id => _process.Id;

    private string Log => Path.Combine(_folder.FullName, "run.hdr");

    public static LoadTool Start(Uri url, params string[] arguments) => new(url, arguments);

    /// <summary>Waits until the first second of the measured phase is recorded. Start-up and warm-up are then over, however long they took.</summary>
    public async Task IsMeasuringAsync(CancellationToken cancellationToken)
    {
        while (!HasRecorded())
        {
            Assert.False(_process.HasExited, "the tool ended before its first second was recorded");
            await Task.Delay(20, cancellationToken);
        }
    }

    public void Freeze() => _process.Freeze();

    public void Resume() => _process.Resume();

    public void PressCtrlC() => _process.PressCtrlC();

    /// <summary>Waits for the end of the run.</summary>
    public async Task<Outcome> FinishAsync(CancellationToken cancellationToken)
    {
        var (output, errors, exitCode) = await _process.FinishAsync(cancellationToken);
        return new Outcome(exitCode, output.Length == 0 ? null : JsonDocument.Parse(output).RootElement, errors);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Whether the log has its first line. The log has a temporary name until it is complete.</summary>
    private bool HasRecorded()
    {
        if (!File.Exists(Log + ".partial"))
            return File.Exists(Log);
        using var log = new StreamReader(new FileStream(Log + ".partial", FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadToEnd().Contains("Tag=", StringComparison.Ordinal);
    }

    internal sealed record Outcome(int ExitCode, JsonElement? Report, string Errors)
    {
        public bool IsValid => string.Equals(Verdict.GetProperty("validity").GetString(), "VALID", StringComparison.Ordinal);

        /// <summary>The ids of the findings that made the run INVALID.</summary>
        public string[] InvalidReasons => IsValid ? [] : Findings;

        public string[] Findings => [.. Verdict.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!)];

        public long Arrivals(string name) => Report!.Value.GetProperty("arrivals").GetProperty(name).GetInt64();

        public double ResponseMs(string name) => Report!.Value.GetProperty("responseTimeMs").GetProperty(name).GetDouble();

        private JsonElement Verdict => (Report ?? throw new InvalidOperationException($"no report: {this}")).GetProperty("verdict");

        public override string ToString() =>
            Report is { } report ? $"exit {ExitCode}, {report.GetProperty("verdict")}, {report.GetProperty("injector")}" : $"exit {ExitCode}, {Errors}";
    }
}
