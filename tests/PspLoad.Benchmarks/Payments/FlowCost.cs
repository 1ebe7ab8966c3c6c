using System.Diagnostics;
using System.Globalization;
using PspLoad.Core.Load;
using PspLoad.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Plans;
using PspLoad.Payments.Client;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;

namespace PspLoad.Benchmarks.Payments;

/// <summary>
/// <c>payments flow</c>: compares the injector's CPU for a payment (JSON, signature, correlation, checks, journal, recording) with that
/// for a plain GET on the same transport. The two are measured in turns.
/// </summary>
internal static class FlowCost
{
    private const int Users = 64,
        Goal = 20_000;

    public static async Task<string> RunAsync(int seconds, int rounds, CancellationToken cancellationToken)
    {
        using var stub = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "payments", PaymentStub.Command])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var folder = Directory.CreateTempSubdirectory("pspload-flow-cost-").FullName;
        try
        {
            var port = int.Parse((await stub.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
            var target = new HttpTarget(new Uri($"http://127.0.0.1:{port}/"));
            List<Cost> plain = [],
                paid = [];
            for (var round = 0; round < rounds; round++)
            {
                await using var transport = new SocketTransport(new HttpTransportOptions { Target = target });
                plain.Add(await MeasureAsync(new HttpRequestFlow(transport, HttpRequest.Get(target, "/"), Users), seconds, cancellationToken));
                using var journal = new PaymentJournal(Path.Combine(folder, $"journal-{round}"));
                using var psp = new PspClient(
                    transport,
                    target,
                    new MerchantCredentials("key-of-the-benchmark", "secret-of-the-benchmark"),
                    journal,
                    TimeProvider.System
                );
                paid.Add(
                    await MeasureAsync(
                        FlowCatalogue.Create("sale-card", new Shop { Run = RunName.ForStart(TimeProvider.System.GetUtcNow()), Psp = psp }),
                        seconds,
                        cancellationToken
                    )
                );
            }
            return Report(plain, paid);
        }
        finally
        {
            stub.StandardInput.Close();
            await stub.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(FlowCost).Assembly.Location] : [];

    private static async Task<Cost> MeasureAsync(IFlow flow, int seconds, CancellationToken cancellationToken)
    {
        var plan = new LoadPlan
        {
            Flows = [new WeightedFlow(flow)],
            Model = LoadModel.ConstantVus(Users, TimeSpan.FromSeconds(seconds)),
            WarmUp = TimeSpan.FromSeconds(2),
            TargetIsLocal = true,
        };
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var result = await new LoadRun(plan, TimeProvider.System).RunAsync(cancellationToken);
        var requests = result.Measured.Arrivals.Completed + result.WarmUp.Arrivals.Completed;
        if (result.Measured.Errors.Count > 0)
        {
            throw new InvalidOperationException(
                $"{flow.Name}: {result.Measured.Errors[0].Kind.Label()}: {string.Join("; ", result.Measured.Errors[0].Examples)}"
            );
        }

        return new Cost(
            requests / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)requests,
            result.Measured.Throughput
        );
    }

    private static string Report(List<Cost> plain, List<Cost> paid)
    {
        var (get, sale) = (Median(plain), Median(paid));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | what | requests per CPU-second | requests/s | bytes allocated per request |
            |---|---|---|---|
            | GET, recorded | {get.PerCpuSecond:0} | {get.PerSecond:0} | {get.Allocated:0} |
            | sale-card: JSON, HMAC, checks, journal, recorded | {sale.PerCpuSecond:0} | {sale.PerSecond:0} | {sale.Allocated:0} |

            Medians of {plain.Count} rounds. The two take turns, on {Users} connections; the warm-up is included. A payment costs {get.PerCpuSecond
                / sale.PerCpuSecond:0.0} × a GET.
            Goal {Goal} requests per CPU-second: {(sale.PerCpuSecond >= Goal ? "met" : "MISSED")}.
            """
        );
    }

    private static Cost Median(List<Cost> costs) => costs.OrderBy(cost => cost.PerCpuSecond).ElementAt(costs.Count / 2);

    private sealed record Cost(double PerCpuSecond, double Allocated, double PerSecond);
}
