using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PspLoad.IntegrationTests.Load;

/// <summary>A process that a test starts and signals by its pid. It is killed with the test at the latest.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const int Interrupt = 2;

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    /// <param name="program">path of the program's assembly</param>
    public static ChildProcess StartDotnet(string program, params string[] arguments) => Start("dotnet", [program, .. arguments]);

    public static ChildProcess Start(string program, params string[] arguments) =>
        new(
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

    /// <summary>Sends SIGSTOP: the process does not run until <see cref="Resume"/>.</summary>
    public void Freeze() => Signal(Stop);

    public void Resume() => Signal(Continue);

    public void PressCtrlC() => Signal(Interrupt);

    /// <summary>Waits until the process ends by itself; returns its standard output, standard error and exit code.</summary>
    public async Task<(string Output, string Errors, int ExitCode)> FinishAsync(CancellationToken cancellationToken)
    {
        var errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (output, await errors, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (kill(_process.Id, signal) != 0)
            throw new InvalidOperationException($"kill({_process.Id}, {signal}) failed with errno {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
