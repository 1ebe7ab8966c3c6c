using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Runs;
using PspLoad.Payments.Flows;
using PspLoad.Runs;
using PspLoad.Runs.Sessions;

namespace PspLoad.UnitTests.Fuzzing;

/// <summary>Times, rates, shares and conditions as somebody types them: a value within its limits, or no value. Never an exception.</summary>
public sealed class ValueFuzzTests
{
    private const double Year = 366.0 * 24 * 3600;

    private static readonly EmbeddedEngine s_engine = new(TimeProvider.System);

    [Fact]
    public void Durations_are_times_or_refused() => Fuzz.Run("durations", Fuzz.Texts("1h", "30m", "1.5s", "250ms", "7us"), text =>
        {
            if (Durations.TryParse(text, out var duration))
                Assert.True(duration >= TimeSpan.Zero && duration.TotalSeconds <= Year + 1 && IsPlain(text), $"{duration}");
        });

    [Fact]
    public void Rates_are_numbers_or_refused() => Fuzz.Run("rates", Fuzz.Texts("20", "1.5k/s", "6/m", "1e3"), text =>
        {
            if (Rates.TryParse(text, out var rate))
                Assert.True(rate >= 0 && double.IsFinite(rate) && IsPlain(text), $"{rate}");
        });

    [Fact]
    public void Shares_are_percentages_or_refused() => Fuzz.Run("shares", Fuzz.Texts("0.1%", "98 %", "100"), text =>
        {
            if (Shares.TryParse(text, out var percent))
                Assert.True(percent is >= 0 and <= 100 && IsPlain(text), $"{percent}");
        });

    /// <summary>A condition that is read has a limit, and a figure of its own if the load knows it.</summary>
    [Fact]
    public void Conditions_are_read_or_refused() =>
        Fuzz.Run("conditions", Fuzz.Texts("p99 ", "p99.9", "< ", "250ms", "errors ", "0.1%", "sale-card.", "outside-faults.", "achieved >= "), text =>
        {
            if (!Threshold.TryParse(text, out var threshold))
                return;
            Assert.True(double.IsFinite(threshold.Limit) && threshold.Limit >= 0, $"{threshold}");
            Assert.False(threshold.IsMetBy(double.NaN));
            var reason = RunFigures.Refuse(threshold, s_engine, FlowCatalogue.Steps);
            Assert.False(reason?.Contains('\n', StringComparison.Ordinal) ?? false);
        });

    /// <summary>Found: a line feed in a condition, which made two lines of its refusal.</summary>
    [Theory]
    [InlineData("achieved >= \n1")]
    [InlineData("p99\u2028< 1s")]
    [InlineData("p99 < 1s\n")]
    public void A_condition_is_one_line(string text) => Assert.False(Threshold.TryParse(text, out _));

    [Fact]
    public void Overrides_are_read_or_refused()
    {
        var smoke = Path.Combine(Architecture.Repository.Root, "scenarios", "smoke.yaml");
        Fuzz.Run("overrides", Fuzz.Texts("rate", "duration", "recovery.p99", "=", "1s", "50", "flows.sale-card", "thresholds", "faults", "[{at: 5s}]"), text =>
        {
            if (ScenarioOverride.Parse(text) is { } change)
                ConfigurationFuzzTests.Judge(PaymentScenarios.Reader.Read(smoke, [change]), scenario => ScenarioFile.Write(scenario));
        });
    }

    /// <summary>Digits of other scripts are not digits here.</summary>
    private static bool IsPlain(string text) => text.All(char.IsAscii);
}
