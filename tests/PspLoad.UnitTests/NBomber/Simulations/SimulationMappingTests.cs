using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.NBomber.Simulations;

namespace PspLoad.UnitTests.NBomber.Simulations;

/// <summary>Maps executors to NBomber's simulations. Needs no NBomber package.</summary>
public sealed class SimulationMappingTests
{
    private static readonly TimeSpan s_tenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_constant_rate_is_one_injection() => Assert.Equal([Inject(40, 10)], Measured(LoadModel.ConstantArrivalRate(40, s_tenSeconds)));

    [Fact]
    public void Constant_users_are_kept() => Assert.Equal([Keep(7, 10)], Measured(LoadModel.ConstantVus(7, s_tenSeconds)));

    [Fact]
    public void A_rate_that_is_no_whole_number_loses_nothing()
    {
        var steps = Measured(LoadModel.ConstantArrivalRate(2.5, s_tenSeconds));

        Assert.Equal(25, steps.Sum(Arrivals));
        Assert.All(steps, step => Assert.InRange(step.Count, 2, 3));
    }

    [Fact]
    public void A_ramp_is_a_staircase_with_as_many_arrivals()
    {
        var steps = Measured(LoadModel.RampingArrivalRate(RateProfile.Ramp(10, 110, s_tenSeconds)));

        Assert.Equal(600, steps.Sum(Arrivals));
        Assert.Equal([15, 25, 35, 45, 55, 65, 75, 85, 95, 105], steps.Select(step => step.Count));
    }

    [Fact]
    public void A_jump_is_a_jump() =>
        Assert.Equal(
            [Inject(25, 20), Inject(100, 20), Inject(25, 20)],
            Measured(LoadModel.RampingArrivalRate(RateProfile.Spike(25, 100, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20))))
        );

    [Fact]
    public void Ramping_users_follow_the_middle_of_each_second() =>
        Assert.Equal(
            [Keep(1, 1), Keep(2, 1), Keep(3, 1), Keep(4, 3)],
            Measured(LoadModel.RampingVus(RateProfile.Stages(0, [(4, TimeSpan.FromSeconds(4)), (4, TimeSpan.FromSeconds(2))])))
        );

    [Fact]
    public void Where_nothing_comes_there_is_a_pause() =>
        Assert.Equal(
            [Pause(3), Inject(10, 2), Pause(1)],
            Measured(LoadModel.RampingArrivalRate(RateProfile.Spike(0, 10, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1))))
        );

    [Fact]
    public void The_warm_up_runs_apart_while_the_rest_pauses()
    {
        var plan = SimulationMapping.Of(LoadModel.ConstantArrivalRate(40, s_tenSeconds), TimeSpan.FromSeconds(8));

        Assert.Equal([Inject(40, 8)], plan.WarmUp);
        Assert.Equal([Pause(8), Inject(40, 10)], plan.Measured);
    }

    [Fact]
    public void A_ramp_from_nothing_warms_up_at_a_tenth_of_its_peak() =>
        Assert.Equal(
            [Inject(20, 4)],
            SimulationMapping.Of(LoadModel.RampingArrivalRate(RateProfile.Ramp(0, 200, s_tenSeconds)), TimeSpan.FromSeconds(4)).WarmUp
        );

    [Fact]
    public void Users_that_ramp_from_none_have_no_warm_up()
    {
        var plan = SimulationMapping.Of(LoadModel.RampingVus(RateProfile.Ramp(0, 10, s_tenSeconds)), TimeSpan.FromSeconds(4));

        Assert.Empty(plan.WarmUp);
        Assert.Equal(Pause(4), plan.Measured[0]);
    }

    [Fact]
    public void What_has_no_simulation_is_refused_by_name_all_at_once()
    {
        var problems = SimulationMapping.Refuse(
            LoadModel.ConstantArrivalRate(40, TimeSpan.FromSeconds(1.5)) with
            {
                Spacing = Spacing.Poisson,
            },
            TimeSpan.FromMilliseconds(250)
        );

        Assert.Equal(3, problems.Count);
        Assert.StartsWith("poisson arrivals", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("a duration of 1.5 s", problems[1], StringComparison.Ordinal);
        Assert.StartsWith("a warm-up of 0.25 s", problems[2], StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.Contains("embedded engine", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_a_simulation_is_not_refused()
    {
        LoadModel[] models =
        [
            LoadModel.ConstantArrivalRate(0.3, s_tenSeconds),
            LoadModel.RampingArrivalRate(RateProfile.Ramp(1, 2, s_tenSeconds)),
            LoadModel.ConstantVus(1, s_tenSeconds),
            LoadModel.RampingVus(RateProfile.Ramp(1, 2, s_tenSeconds)),
        ];

        Assert.All(models, model => Assert.Empty(SimulationMapping.Refuse(model, TimeSpan.FromSeconds(3))));
    }

    private static IReadOnlyList<SimulationStep> Measured(LoadModel model) => SimulationMapping.Of(model, TimeSpan.Zero).Measured;

    private static double Arrivals(SimulationStep step) => step.Count * step.During.TotalSeconds;

    private static SimulationStep Inject(int rate, int seconds) => new(SimulationKind.Inject, rate, TimeSpan.FromSeconds(seconds));

    private static SimulationStep Keep(int copies, int seconds) => new(SimulationKind.KeepConstant, copies, TimeSpan.FromSeconds(seconds));

    private static SimulationStep Pause(int seconds) => new(SimulationKind.Pause, 0, TimeSpan.FromSeconds(seconds));
}
