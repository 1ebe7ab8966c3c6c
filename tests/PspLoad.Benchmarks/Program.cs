using System.Runtime.InteropServices;
using PspLoad.Benchmarks;
using PspLoad.Benchmarks.Load;
using PspLoad.Core.Errors;

const string usage = """
    usage: PspLoad.Benchmarks NAME [-e ENVIRONMENT] [--rounds N] [--quick] [--output FILE]

      engine the load engine's inner loops under BenchmarkDotNet; takes BenchmarkDotNet's options
      ssh    this project's SSH layer beside OpenSSH's client with ControlMaster, on an environment whose hosts are up

      -e ENVIRONMENT   name or file (default: quick)
      --rounds N       rounds, the two interleaved (default: 5)
      --quick          a tenth of the work: to see that it runs, not to quote
      --output FILE    also write the Markdown to FILE
    """;

try
{
    if (args is ["engine", .. var options])
    {
        EngineBenchmarks.Run(options);
        return (int)ExitCode.Passed;
    }

    using var interrupt = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        interrupt.Cancel();
    }
    using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    if (BenchmarkArguments.Parse(args) is not { } arguments)
    {
        Console.Error.WriteLine(usage);
        return (int)ExitCode.InvalidUsage;
    }

    string report = await PspLoad.Benchmarks.Ssh.SshBenchmark.RunAsync(arguments, interrupt.Token);
    Console.WriteLine(report);
    if (arguments.Output is { } output)
    {
        await File.WriteAllTextAsync(output + ".tmp", report, interrupt.Token);
        File.Move(output + ".tmp", output, overwrite: true);
    }
    return (int)ExitCode.Passed;
}
catch (OperationFailedException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
catch (OperationCanceledException)
{
    return (int)ExitCode.Interrupted;
}
