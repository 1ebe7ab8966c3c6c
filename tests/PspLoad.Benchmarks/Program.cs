using System.Runtime.InteropServices;
using PspLoad.Benchmarks;
using PspLoad.Benchmarks.Http;
using PspLoad.Benchmarks.Load;
using PspLoad.Benchmarks.Payments;
using PspLoad.Benchmarks.Provisioning;
using PspLoad.Benchmarks.Psp;
using PspLoad.Benchmarks.Reporting;
using PspLoad.Benchmarks.Ssh;
using PspLoad.Core.Errors;

const string usage = """
    usage: PspLoad.Benchmarks NAME [--rounds N] [--quick] [--output FILE]

      engine    the load engine's inner loops under BenchmarkDotNet; takes BenchmarkDotNet's options
      http      this project's load command compared with wrk, h2load, hey, ab and autocannon; --plain, --tls, --connections N, --injector select a part
      payments  flow: the injector's cost of a payment compared with a plain GET; reconcile [N]: time and memory for N operations (default: a million);
                webhooks: the injector's cost of a webhook
      provision this project's provisioning engine compared with Ansible, on a lab that the benchmark creates and removes
      psp       sales per second on two nodes of the reference PSP, MariaDB and the acquirer simulator; --connections N, --seconds N
      report    time and memory of a report of ten million iterations
      ssh       this project's SSH layer compared with OpenSSH's client with ControlMaster, on an environment whose hosts are up

      -e ENVIRONMENT   ssh: name or file (default: quick)
      --record FILE    provision: add measurements to FILE and report on all of them, so that rounds can be run one at a time
      --rounds N       number of rounds; all sides take turns in each (default: 5; psp: 3); 0 with --record only reports on FILE
      --seconds N      http, psp: length of one measurement (default: 8, 15)
      --quick          a tenth of the work: a check that the benchmark runs; do not quote its figures
      --output FILE    also write the Markdown to FILE
    """;

try
{
    if (args is ["engine", .. var options])
    {
        EngineBenchmarks.Run(options);
        return (int)ExitCode.Passed;
    }

    var root = Environment.GetEnvironmentVariable("PSPLOAD_ROOT") ?? Environment.CurrentDirectory;
    using var interrupt = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        interrupt.Cancel();
    }
    using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    if (args is [ProvisionOnce.Command, var environment, var files, var hosts])
        return await ProvisionOnce.RunAsync(environment, files, hosts, interrupt.Token);
    if (args is ["payments", .. var payments] && await PaymentBenchmarks.RunAsync(payments, interrupt.Token) is { } figures)
    {
        Console.WriteLine(figures);
        return (int)ExitCode.Passed;
    }
    if (args is ["report"])
    {
        Console.WriteLine(await ReportBenchmark.RunAsync(root, rounds: 5, interrupt.Token));
        return (int)ExitCode.Passed;
    }
    string report;
    string? output;
    if (args is ["http", .. var http] && HttpArguments.Parse(http) is { } comparison)
    {
        report = await new HttpBenchmark(root).RunAsync(comparison, interrupt.Token);
        output = comparison.Output;
    }
    else if (args is ["psp", .. var psp] && PspArguments.Parse(psp) is { } sales)
    {
        report = await SalesBenchmark.RunAsync(sales, interrupt.Token);
        output = sales.Output;
    }
    else if (BenchmarkArguments.Parse(args) is { } arguments)
    {
        report =
            arguments.Name == BenchmarkArguments.Ssh
                ? await SshBenchmark.RunAsync(arguments, interrupt.Token)
                : await ProvisionBenchmark.RunAsync(arguments, interrupt.Token);
        output = arguments.Output;
    }
    else
    {
        Console.Error.WriteLine(usage);
        return (int)ExitCode.InvalidUsage;
    }
    Console.WriteLine(report);
    if (output is not null)
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
