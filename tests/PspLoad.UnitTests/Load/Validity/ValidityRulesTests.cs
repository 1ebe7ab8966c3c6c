using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Histograms;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;
using PspLoad.Load.Validity;

namespace PspLoad.UnitTests.Load.Validity;

/// <summary>Tests each limit on its own, just inside and just beyond it.</summary>
public sealed class ValidityRulesTests
{
    private static readonly OpenModel s_open = LoadModel.ConstantArrivalRate(100, TimeSpan.FromSeconds(10));
    private static readonly ClosedModel s_closed = LoadModel.ConstantVus(4, TimeSpan.FromSeconds(10));

    private static readonly InjectorHealth s_healthy = new()
    {
        Seconds = 10,
        CpuPercent = 20,
        MachineCpuPercent = 60,
        StealPercent = 0,
        CpuWaitPercent = 100,
        HeartbeatLag = Times(100),
        StalledSeconds = 0,
        GcPauseMs = 10,
        GcLongestPauseMs = 5,
        ThreadPoolDelay = Times(100),
        PeakRssBytes = 1,
        PeakDescriptors = 1,
        DescriptorLimit = 1,
        NetworkBytesPerSecond = 1,
        LinkPercent = null,
        ClockStepMs = 0,
        Unreadable = null,
    };

    public static TheoryData<FindingId, InjectorHealth, InjectorHealth> Limits =>
        new()
        {
            { FindingId.Stall, s_healthy with { HeartbeatLag = Times(249_000) }, s_healthy with { HeartbeatLag = Times(252_000) } },
            { FindingId.Stall, s_healthy with { StalledSeconds = 0.049 }, s_healthy with { StalledSeconds = 0.051 } },
            { FindingId.Gc, s_healthy with { GcPauseMs = 99 }, s_healthy with { GcPauseMs = 101 } },
            { FindingId.Gc, s_healthy with { GcLongestPauseMs = 49 }, s_healthy with { GcLongestPauseMs = 51 } },
            { FindingId.ThreadPool, s_healthy with { ThreadPoolDelay = Times(249_000) }, s_healthy with { ThreadPoolDelay = Times(252_000) } },
            { FindingId.CpuWait, s_healthy with { CpuWaitPercent = 799 }, s_healthy with { CpuWaitPercent = 801 } },
            {
                FindingId.MachineCpu,
                s_healthy with
                {
                    CpuWaitPercent = null,
                    MachineCpuPercent = 94,
                },
                s_healthy with
                {
                    CpuWaitPercent = null,
                    MachineCpuPercent = 96,
                }
            },
            { FindingId.OwnCpu, s_healthy with { CpuPercent = 79 }, s_healthy with { CpuPercent = 81 } },
            {
                FindingId.ForeignCpu,
                s_healthy with
                {
                    Foreign = new ForeignCpu(9.9, 100, ["yes (7) 10 %"]),
                },
                s_healthy with
                {
                    Foreign = new ForeignCpu(10.1, 100, ["yes (7) 10 %"]),
                }
            },
            { FindingId.Steal, s_healthy with { StealPercent = 4.9 }, s_healthy with { StealPercent = 5.1 } },
            { FindingId.Bandwidth, s_healthy with { LinkPercent = 79 }, s_healthy with { LinkPercent = 81 } },
            { FindingId.Clock, s_healthy with { ClockStepMs = 49 }, s_healthy with { ClockStepMs = 51 } },
            { FindingId.HealthUnknown, s_healthy, s_healthy with { Unreadable = "Too many open files" } },
        };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_limit_divides_valid_from_invalid(FindingId id, InjectorHealth within, InjectorHealth beyond)
    {
        var result = await RunAsync(s_open, ErrorKind.None);

        Assert.Empty(ValidityRules.Judge(result with { Health = within }, targetIsLocal: false, observerFailure: null));
        var reason = Assert.Single(ValidityRules.Judge(result with { Health = beyond }, targetIsLocal: false, observerFailure: null));
        Assert.Equal(id, reason.Id);
    }

    [Fact]
    public async Task A_stall_names_the_hypervisor_that_took_the_cpu()
    {
        var stalled = await RunAsync(s_open, ErrorKind.None) with { Health = s_healthy with { StalledSeconds = 0.2, StealPercent = 3 } };

        Assert.Equal(
            ["the injector stalled for 2.0 % of the time, limit 0.5 %; the hypervisor took 3.0 % of the CPU meanwhile"],
            ValidityRules.Judge(stalled, targetIsLocal: false, observerFailure: null).Select(reason => reason.Message)
        );
    }

    [Fact]
    public async Task A_closed_load_may_fill_the_machine_that_it_shares_with_its_target()
    {
        var result = await RunAsync(s_closed, ErrorKind.None) with
        {
            Health = s_healthy with { CpuWaitPercent = null, MachineCpuPercent = 100, StalledSeconds = 0.2 },
        };

        Assert.Empty(ValidityRules.Judge(result, targetIsLocal: true, observerFailure: null));
        Assert.Equal(2, ValidityRules.Judge(result, targetIsLocal: false, observerFailure: null).Count);
    }

    [Theory]
    [InlineData(ErrorKind.InjectorLimit, FindingId.InjectorLimit)]
    [InlineData(ErrorKind.FlowFault, FindingId.FlowFault)]
    public async Task Errors_of_the_injector_itself_make_it_invalid(ErrorKind kind, FindingId id)
    {
        var result = await RunAsync(s_open, kind) with { Health = s_healthy };
        Assert.Equal(id, Assert.Single(ValidityRules.Judge(result, targetIsLocal: false, observerFailure: null)).Id);
    }

    [Theory]
    [InlineData(ErrorKind.ConnectRefused)]
    [InlineData(ErrorKind.ReadTimeout)]
    [InlineData(ErrorKind.Status5xx)]
    [InlineData(ErrorKind.CheckFailed)]
    public async Task Errors_of_the_server_dont(ErrorKind kind)
    {
        var result = await RunAsync(s_open, kind) with { Health = s_healthy };
        Assert.Empty(ValidityRules.Judge(result, targetIsLocal: false, observerFailure: null));
    }

    private static async Task<LoadResult> RunAsync(LoadModel model, ErrorKind outcome)
    {
        var flow = new TestFlow("pay", async iteration =>
        {
            await iteration.ThinkAsync(TimeSpan.FromMilliseconds(10));
            iteration.Fail(outcome);
        });
        var plan = new LoadPlan { Flows = [new WeightedFlow(flow)], Model = model };
        return await new LoadRun(plan, new FakeTimeProvider(), clock: new SimulatedClock()).RunAsync(TestContext.Current.CancellationToken);
    }

    private static LatencyHistogram Times(long microseconds)
    {
        var times = new LatencyHistogram();
        times.Record(microseconds);
        return times;
    }
}
