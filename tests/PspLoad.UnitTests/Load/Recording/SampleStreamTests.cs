using PspLoad.Core.Load;
using PspLoad.Load.Recording;

namespace PspLoad.UnitTests.Load.Recording;

public sealed class SampleStreamTests
{
    [Fact]
    public async Task Every_sample_of_every_thread_arrives_once_and_in_its_threads_order()
    {
        const int Threads = 4;
        const int Each = 200_000;
        var stream = new SampleStream();
        var seen = new long[Threads];
        var outOfOrder = 0;
        void Check(ReadOnlySpan<Sample> samples)
        {
            foreach (ref readonly var sample in samples)
            {
                if (sample.Start != seen[sample.Row]++)
                    outOfOrder++;
            }
        }

        using var done = new CancellationTokenSource();
        var reader = Task.Factory.StartNew(
            () =>
            {
                while (!done.IsCancellationRequested)
                    stream.Drain(Check);
                stream.Drain(Check);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var writers = Enumerable
            .Range(0, Threads)
            .Select(row =>
                Task.Factory.StartNew(
                    () =>
                    {
                        for (var i = 0; i < Each; i++)
                            stream.Append(new Sample(0, i, 0, 0, row, ErrorKind.None, false));
                    },
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        await Task.WhenAll(writers);
        await done.CancelAsync();
        await reader;

        Assert.Equal(0, outOfOrder);
        Assert.All(seen, count => Assert.Equal(Each, count));
    }

    [Fact]
    public void Chunks_are_used_again()
    {
        var stream = new SampleStream();
        var sample = new Sample(0, 0, 0, 0, 0, ErrorKind.None, false);
        void Fill()
        {
            for (var i = 0; i < 10 * SampleChunk.Capacity; i++)
                stream.Append(sample);
        }

        for (var round = 0; round < 2; round++)
        {
            Fill();
            stream.Drain(_ => { });
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }
}
