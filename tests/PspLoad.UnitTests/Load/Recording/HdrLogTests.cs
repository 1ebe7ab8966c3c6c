using HdrHistogram;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Load;
using PspLoad.Load;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;

namespace PspLoad.UnitTests.Load.Recording;

public sealed class HdrLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hdrlog").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Another_reader_finds_every_sample()
    {
        var path = Path.Combine(_folder, "run.hdr");
        var flow = new TestFlow(
            "sale",
            async iteration =>
            {
                var step = iteration.BeginStep(0);
                await iteration.ThinkAsync(TimeSpan.FromMilliseconds(iteration.Number));
                iteration.EndStep(step, iteration.Number % 10 == 0 ? ErrorKind.Status5xx : ErrorKind.None);
            },
            "create"
        );
        var plan = new LoadPlan { Flows = [new WeightedFlow(flow)], Model = LoadModel.ConstantArrivalRate(50, TimeSpan.FromSeconds(10)) };
        using (var log = new HdrLog(path))
        {
            await new LoadRun(plan, new FakeTimeProvider(), [log], new SimulatedClock()).RunAsync(TestContext.Current.CancellationToken);
            Assert.False(File.Exists(path));
            log.Complete();
        }

        Assert.DoesNotContain((byte)0, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        using var file = File.OpenRead(path);
        using var reader = new HistogramLogReader(file);
        var byTag = reader.ReadHistograms().ToLookup(histogram => histogram.Tag);
        Assert.Equal(450, byTag["sale|create|ok|response"].Sum(histogram => histogram.TotalCount));
        Assert.Equal(50, byTag["sale|create|status-5xx|response"].Sum(histogram => histogram.TotalCount));
        Assert.Equal(450, byTag["sale|-|ok|lag"].Sum(histogram => histogram.TotalCount));
        // The step of iteration 499 took 499 ms.
        Assert.Equal(499_000, byTag["sale|create|ok|service"].Max(histogram => histogram.GetMaxValue()), tolerance: 499);
    }

    [Fact]
    public void A_run_killed_in_its_first_second_has_told_when_it_began()
    {
        var path = Path.Combine(_folder, "killed.hdr");
        using var log = new HdrLog(path);

        log.OnStart(new RowTable([new TestFlow("sale", _ => ValueTask.CompletedTask)]), DateTimeOffset.UnixEpoch);

        File.Copy(path + ".partial", path);
        Assert.Contains("#[StartTime: 0.000 ", File.ReadAllText(path), StringComparison.Ordinal);
    }
}
