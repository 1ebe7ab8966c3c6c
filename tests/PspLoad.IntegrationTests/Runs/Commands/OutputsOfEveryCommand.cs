using System.Collections.Concurrent;
using PspLoad.Core.Errors;
using Stub = PspLoad.IntegrationTests.Load.StubServer;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>
/// Every command, with outputs that cannot be written and with results that cannot be written. It ends in bounded time, with a documented exit code, one line
/// where a line can be written, and nothing half left behind.
/// </summary>
public sealed class OutputsOfEveryCommand(FinishedRun finished) : IClassFixture<FinishedRun>
{
    /// <summary>Small enough to be filled at once, large enough for a run: its journal reserves 32 MiB.</summary>
    private const int DiskKilobytes = 60_000;

    /// <summary>How each command ends where nothing is wrong.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Task<CommandEnd>>> s_usual = new(StringComparer.Ordinal);

    private static readonly ParallelOptions s_atOnce = new() { MaxDegreeOfParallelism = 6 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void No_command_is_forgotten() =>
        Assert.Equal(CommandExamples.Commands.Order(StringComparer.Ordinal), CommandExamples.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Outputs_that_cannot_be_written()
    {
        await using var server = await Stub.StartAsync(Cancellation);
        // Closed as run.sh hands a closed output on, full, and a pipe whose reader is gone.
        string[] outputs = [">&- 2>&-", ">/dev/full 2>/dev/full", ">/dev/full", ">&9 2>&9"];

        var wrong = await TryAllAsync(outputs, async (command, output, cancel) =>
        {
            var usual = await UsualAsync(command, server.Url, cancel);
            var (end, left) = await RunAsync(command, output, server.Url, _ => Task.CompletedTask, cancel);

            // What was written to nobody is an error of the command. The system library takes a reader that leaves for no failure, as filters do.
            var isHarmed = usual.Output.Length > 0;
            List<int> expected = isHarmed ? [(int)ExitCode.RunInvalid] : [usual.ExitCode];
            if (output == ">&9 2>&9")
                expected.AddRange(Unharmed(command, usual));
            return Judge(end, expected, left) ?? (isHarmed && output == ">/dev/full" ? OneError(end) : null);
        });

        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
    }

    [Fact]
    public async Task Results_that_cannot_be_written()
    {
        if (CommandSandbox.WhyNoMounts is { } reason)
            Assert.Skip(reason);
        await using var server = await Stub.StartAsync(Cancellation);

        var wrong = await TryAllAsync(["read-only", "full"], async (command, disk, cancel) =>
        {
            var usual = await UsualAsync(command, server.Url, cancel);
            var (end, left) = await RunAsync(
                command,
                "",
                server.Url,
                sandbox => disk == "full" ? sandbox.LeaveFreeAsync(0, cancel) : sandbox.MountReadOnlyAsync(cancel),
                cancel,
                isSmall: disk == "full"
            );

            var isHarmed = !Unharmed(command, usual).Contains(end.ExitCode);
            return Judge(end, [.. Unharmed(command, usual), (int)ExitCode.InvalidUsage, (int)ExitCode.RunInvalid], left) ?? (isHarmed ? OneError(end) : null);
        });

        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
    }

    /// <summary>The disk fills at another point of a run each time: before its journal, in its load, in its books, in its report.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(32_800)]
    [InlineData(32_830)]
    [InlineData(32_900)]
    [InlineData(33_000)]
    public async Task A_disk_that_fills_during_a_run(int free)
    {
        if (CommandSandbox.WhyNoMounts is { } reason)
            Assert.Skip(reason);
        await using var sandbox = await CommandSandbox.CreateAsync(usesPsp: true);
        await sandbox.MountSmallAsync(DiskKilobytes, Cancellation);
        await sandbox.LeaveFreeAsync(free, Cancellation);

        var end = await sandbox.RunAsync(sandbox.Arguments(CommandExamples.All["run"], new Uri("http://127.0.0.1:1/")), "", Cancellation);

        Assert.True(end.ExitCode is (int)ExitCode.Passed or (int)ExitCode.InvalidUsage or (int)ExitCode.RunInvalid, end.ToString());
        Assert.DoesNotContain("   at ", end.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("defect", end.ToString(), StringComparison.Ordinal);
        Assert.Empty(sandbox.HalfWritten());
    }

    /// <summary>Tries every command in every way, several at a time, because most of them wait.</summary>
    private static async Task<ConcurrentBag<string>> TryAllAsync(string[] ways, Func<string, string, CancellationToken, Task<string?>> refuse)
    {
        var wrong = new ConcurrentBag<string>();
        var all = CommandExamples.Commands.SelectMany(command => ways.Select(way => (command, way)));
        await Parallel.ForEachAsync(all, s_atOnce, async (each, cancel) =>
        {
            if (await refuse(each.command, each.way, cancel) is { } problem)
                wrong.Add($"{each.command}, {each.way}: {problem}");
        });
        return wrong;
    }

    private Task<CommandEnd> UsualAsync(string command, Uri server, CancellationToken cancellationToken) =>
        s_usual
            .GetOrAdd(command, _ => new Lazy<Task<CommandEnd>>(async () =>
                (await RunAsync(command, "", server, _ => Task.CompletedTask, cancellationToken)).End
            ))
            .Value;

    private async Task<(CommandEnd End, IReadOnlyList<string> Left)> RunAsync(
        string command,
        string outputs,
        Uri server,
        Func<CommandSandbox, Task> harm,
        CancellationToken cancellationToken,
        bool isSmall = false
    )
    {
        await using var sandbox = await CommandSandbox.CreateAsync(CommandExamples.UsesPsp(command));
        if (isSmall)
            await sandbox.MountSmallAsync(DiskKilobytes, cancellationToken);
        if (command == "reconcile")
            sandbox.TakeResultsOf(finished.Sandbox);
        await harm(sandbox);
        var end = await sandbox.RunAsync(sandbox.Arguments(CommandExamples.All[command], server), outputs, cancellationToken);
        return (end, [.. sandbox.HalfWritten()]);
    }

    /// <summary>On a busy machine a load may be INVALID.</summary>
    private static int[] Unharmed(string command, CommandEnd usual) =>
        CommandExamples.UsesPsp(command) || command == "load" ? [(int)ExitCode.Passed, (int)ExitCode.RunInvalid] : [usual.ExitCode];

    private static string? Judge(CommandEnd end, IReadOnlyList<int> expected, IReadOnlyList<string> left) =>
        !expected.Contains(end.ExitCode) ? $"expected {string.Join(" or ", expected.Distinct())}: {end}"
        : end.ExitCode == (int)ExitCode.Defect || !Enum.IsDefined((ExitCode)end.ExitCode) ? $"no documented exit code: {end}"
        : end.ToString().Contains("   at ", StringComparison.Ordinal) ? $"a stack trace: {end}"
        : left.Count > 0 ? $"left {string.Join(", ", left)}: {end}"
        : null;

    private static string? OneError(CommandEnd end) =>
        end.ErrorLines.Count(line => line.StartsWith("error: ", StringComparison.Ordinal)) == 1 ? null : $"not one line: {end}";
}

/// <summary>A run that has ended, and the PSP that it paid at.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    internal CommandSandbox Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await CommandSandbox.CreateAsync(usesPsp: true);
        var arguments = Sandbox.Arguments(CommandExamples.All["run"], new Uri("http://127.0.0.1:1/"));
        var end = await Sandbox.RunAsync(arguments, "", TestContext.Current.CancellationToken);
        Assert.True(end.ExitCode is (int)ExitCode.Passed or (int)ExitCode.RunInvalid, end.ToString());
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}
