using System.Diagnostics;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A process for one test. Its output goes to a file, and it ends with the test at the latest.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => this._process = process;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public TimeSpan CpuTime => _process.TotalProcessorTime;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        // The shell opens the log and then becomes the program, so the pid is the program's.
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec \"$@\" >>\"$LOG\" 2>&1", "sh", program, .. arguments]) { UseShellExecute = false };
        foreach ((var name, var value) in environment)
            start.Environment[name] = value;
        start.Environment["LOG"] = log;
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public async Task WaitForExitAsync(TimeSpan limit) => await _process.WaitForExitAsync().WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
