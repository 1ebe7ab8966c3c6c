using System.Diagnostics;
using System.Globalization;

namespace PspLoad.IntegrationTests.Load;

/// <summary>A disturbed injector is detected every time; an undisturbed one is judged VALID.</summary>
[Collection(Measurements.Name)]
public sealed class InjectorIsSabotaged
{
    private static readonly string[] s_open = ["--rate", "1000", "--duration", "4s", "--warmup", "1s"];
    private static readonly string[] s_closed = ["--connections", "16", "--duration", "4s", "--warmup", "1s"];

    private static readonly int s_rounds = Measurements.Nightly ? 10 : 1;

    public static TheoryData<string[]> Models => [s_open, s_closed];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Left_alone_it_is_valid(string[] model)
    {
        var outcome = await QuietMoment.FindAsync(
            async () =>
            {
                await using var server = await StubServer.StartAsync(Cancellation);
                await using var tool = LoadTool.Start(server.Url, model);
                return await tool.FinishAsync(Cancellation);
            },
            outcome => outcome.InvalidReasons
        );

        Assert.Equal(0, outcome.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Processes_that_take_the_cpu_make_it_invalid(string[] model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        for (var round = 0; round < s_rounds; round++)
        {
            await using var hogs = new CpuHogs(2 * Environment.ProcessorCount);
            await using var tool = LoadTool.Start(server.Url, model);
            AssertInvalid(await tool.FinishAsync(Cancellation), "foreign-cpu");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Being_stopped_makes_it_invalid(string[] model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        for (var round = 0; round < s_rounds; round++)
        {
            await using var tool = LoadTool.Start(server.Url, model);
            await StopForASecondAsync(tool);
            AssertInvalid(await tool.FinishAsync(Cancellation), "stall");
        }
    }

    [Fact]
    public async Task What_was_due_while_it_was_stopped_keeps_its_intended_start()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, s_open);
        var stopped = await StopForASecondAsync(tool);
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal(4_000, outcome.Arrivals("scheduled"));
        Assert.Equal(4_000, outcome.Arrivals("completed"));
        // One arrival is due every millisecond. Arrivals during the stop wait between its whole length and 0, evenly spread, and 400 of them are a tenth.
        // The time to work off the queue comes on top and depends on the machine. Histogram and signal delay may take off 2 %.
        Assert.InRange(outcome.ResponseMs("p90"), 0.98 * (stopped - 400), double.MaxValue);
        Assert.InRange(outcome.ResponseMs("p99"), 0.98 * (stopped - 40), double.MaxValue);
        Assert.InRange(outcome.ResponseMs("p50"), 0, stopped / 2);
    }

    [Fact]
    public async Task Running_out_of_descriptors_makes_it_invalid()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, "--connections", "64", "--duration", "4s", "--warmup", "1s", "--requests-per-connection", "20");
        await tool.IsMeasuringAsync(Cancellation);
        // Fewer than are open already: no connection can be replaced until several have closed, and never all of them.
        var limit = Directory.GetFileSystemEntries($"/proc/{tool.Id}/fd").Length - 8;
        await using (var prlimit = ChildProcess.Start("prlimit", "--pid", tool.Id.ToString(CultureInfo.InvariantCulture), $"--nofile={limit}:{limit}"))
            Assert.Equal(0, (await prlimit.FinishAsync(Cancellation)).ExitCode);

        AssertInvalid(await tool.FinishAsync(Cancellation), "injector-limit");
    }

    [Fact]
    public async Task Too_few_descriptors_are_named_before_the_run()
    {
        await using var probe = ChildProcess.Start("sh", "-c", "ulimit -n 256 && ulimit -n 5000");
        if ((await probe.FinishAsync(Cancellation)).ExitCode == 0)
            Assert.Skip("this user may raise the hard limit of open files");
        await using var tool = ChildProcess.Start(
            "sh",
            "-c",
            $"ulimit -n 256 && exec dotnet '{BuiltProgram.Cli}' load --url http://127.0.0.1:1/ --rate 10 --max-in-flight 5000"
        );
        var (_, errors, exitCode) = await tool.FinishAsync(Cancellation);

        Assert.Equal(2, exitCode);
        Assert.Contains("limit of open files is 256", errors, StringComparison.Ordinal);
    }

    private static void AssertInvalid(LoadTool.Outcome outcome, params string[] anyOf)
    {
        Assert.False(outcome.IsValid, outcome.ToString());
        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains(outcome.Findings, anyOf.Contains);
    }

    /// <summary>Stops the injector in its measured phase.</summary>
    /// <returns>length of the stop, ms</returns>
    private static async Task<double> StopForASecondAsync(LoadTool tool)
    {
        await tool.IsMeasuringAsync(Cancellation);
        var start = Stopwatch.GetTimestamp();
        tool.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        tool.Resume();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
