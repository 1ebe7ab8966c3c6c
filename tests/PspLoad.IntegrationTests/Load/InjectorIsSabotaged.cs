using System.Globalization;

namespace PspLoad.IntegrationTests.Load;

/// <summary>A disturbed injector is found out, every time; an undisturbed one is believed.</summary>
[Collection(Measurements.Name)]
public sealed class InjectorIsSabotaged
{
    private static readonly string[] Open = ["--rate", "1000", "--duration", "4s", "--warmup", "1s"];
    private static readonly string[] Closed = ["--connections", "16", "--duration", "4s", "--warmup", "1s"];

    private static readonly int Rounds = Measurements.Nightly ? 10 : 1;

    public static TheoryData<string[]> Models => [Open, Closed];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <remarks>Other people's work on the machine disturbs too, and is then rightly found out: one quiet moment in several is enough.</remarks>
    [Theory]
    [MemberData(nameof(Models))]
    public async Task Left_alone_it_is_valid(string[] model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        var outcomes = new List<LoadTool.Outcome>();
        do
        {
            await using var tool = LoadTool.Start(server.Url, model);
            outcomes.Add(await tool.FinishAsync(Cancellation));
        }
        while (!outcomes[^1].IsValid && outcomes.Count < 6);

        Assert.True(outcomes[^1].IsValid, string.Join('\n', outcomes));
        Assert.Equal(0, outcomes[^1].ExitCode);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Processes_that_take_the_cpu_make_it_invalid(string[] model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            await using var hogs = new CpuHogs(2 * Environment.ProcessorCount);
            await using var tool = LoadTool.Start(server.Url, model);
            AssertInvalid(await tool.FinishAsync(Cancellation), "machine-cpu", "cpu-wait");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Being_stopped_makes_it_invalid(string[] model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            await using var tool = LoadTool.Start(server.Url, model);
            await RunsFor(tool.Id, TimeSpan.FromSeconds(3));
            tool.Freeze();
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
            tool.Resume();
            AssertInvalid(await tool.FinishAsync(Cancellation), "stall");
        }
    }

    [Fact]
    public async Task What_was_due_while_it_was_stopped_keeps_its_intended_start()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, Open);
        await RunsFor(tool.Id, TimeSpan.FromSeconds(3));
        tool.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        tool.Resume();
        var outcome = await tool.FinishAsync(Cancellation);

        Assert.Equal(4_000, outcome.Arrivals("scheduled"));
        Assert.Equal(4_000, outcome.Arrivals("completed"));
        // A second of 4 met the stop and waited evenly from 1 s down to 0.
        Assert.InRange(outcome.ResponseMs("p90"), 500, 800);
        Assert.InRange(outcome.ResponseMs("p99"), 900, 1_200);
    }

    [Fact]
    public async Task Running_out_of_descriptors_makes_it_invalid()
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, [.. Open, "--requests-per-connection", "1"]);
        await RunsFor(tool.Id, TimeSpan.FromSeconds(3));
        // Less than it has open already, but more than its runtime alone.
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
            "sh", "-c", $"ulimit -n 256 && exec dotnet '{BuiltProgram.Cli}' load --url http://127.0.0.1:1/ --rate 10 --max-in-flight 5000");
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

    /// <summary>Waits until a process has lived that long: its runtime, warm-up and first measured second are over.</summary>
    private static async Task RunsFor(int processId, TimeSpan age)
    {
        using var process = System.Diagnostics.Process.GetProcessById(processId);
        var left = process.StartTime + age - TimeProvider.System.GetLocalNow().LocalDateTime;
        if (left > TimeSpan.Zero)
            await Task.Delay(left, Cancellation);
    }
}
