using System.Globalization;

namespace PspLoad.IntegrationTests.Load;

/// <summary>Memory does not grow with the length of a run: half a minute by default, ten minutes nightly.</summary>
[Collection(Measurements.Name)]
public sealed class MemoryStaysFlat
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_a_soak()
    {
        var seconds = Measurements.Nightly ? 600 : 30;
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var tool = LoadTool.Start(server.Url, "--connections", "8", "--duration", $"{seconds}s");
        var finished = tool.FinishAsync(Cancellation);
        var resident = new List<long>();
        while (await Task.WhenAny(finished, Task.Delay(500, Cancellation)) != finished)
            resident.Add(ResidentPages(tool.Id));
        var outcome = await finished;

        // Start-up and just-in-time compilation are over after a third of the run. After that, the maximum may not rise by more than the garbage of
        // one young generation. A leak of sixteen bytes per request would exceed that.
        var (middle, last) = (resident.Skip(resident.Count / 3).Take(resident.Count / 3).Max(), resident.Skip(2 * resident.Count / 3).Max());
        Assert.True(
            (last - middle) * Environment.SystemPageSize < 8_000_000,
            $"resident pages rose from {middle} to {last} over {outcome.Arrivals("completed")} requests"
        );
        Assert.InRange(outcome.Arrivals("completed"), seconds * 1_000L, long.MaxValue);
    }

    private static long ResidentPages(int processId)
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{processId}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // The process has just ended.
        }
    }
}
