using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Thresholds;

/// <summary>A condition on one figure of a run, such as <c>p99 &lt; 250ms</c> or <c>errors &lt; 0.1%</c>.</summary>
/// <param name="Metric">name of the figure; the resolver knows which names exist</param>
/// <param name="Comparison">&lt;, &lt;=, &gt;, &gt;=, ==</param>
/// <param name="Limit">milliseconds for a time, percent for a share, per second for a rate, otherwise a plain number</param>
/// <param name="Unit">unit in which the limit was written</param>
public sealed partial record Threshold(string Metric, string Comparison, double Limit, ThresholdUnit Unit)
{
    /// <summary>What a condition must look like.</summary>
    public const string Expected = "expected FIGURE COMPARISON VALUE, for example p99 < 250ms or errors < 0.1%";

    /// <summary>As the user wrote it.</summary>
    public required string Expression { get; init; }

    /// <param name="text">METRIC COMPARISON VALUE; the value is a time (250ms, 1m30s), a share (0.1%), a rate (20/s, 6/m), or a count</param>
    /// <exception cref="FormatException">not a threshold; the message says what would be right</exception>
    public static Threshold Parse(string text) =>
        TryParse(text, out var threshold) ? threshold : throw new FormatException($"{ConfigurationError.Quote(text)} is not a condition; {Expected}");

    /// <inheritdoc cref="Parse" path="/param"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out Threshold? threshold)
    {
        threshold = null;
        var match = Pattern().Match(text);
        if (!match.Success || ReadLimit(match.Groups["value"].Value) is not var (limit, unit))
            return false;
        threshold = new Threshold(match.Groups["metric"].Value, match.Groups["comparison"].Value, limit, unit) { Expression = text.Trim() };
        return true;
    }

    /// <summary>Whether a figure, in the unit of <see cref="Unit"/>, meets the condition. NaN (nothing was measured) never does.</summary>
    public bool IsMetBy(double actual) =>
        Comparison switch
        {
            "<" => actual < Limit,
            "<=" => actual <= Limit,
            ">" => actual > Limit,
            ">=" => actual >= Limit,
            "==" => actual.Equals(Limit),
            _ => throw new InvalidOperationException($"comparison {Comparison}"),
        };

    private static (double Limit, ThresholdUnit Unit)? ReadLimit(string value) =>
        value.EndsWith('%')
            ? Shares.TryParse(value, out var percent)
                ? (percent, ThresholdUnit.Percent)
                : null
            : value.Contains('/', StringComparison.Ordinal)
                ? Rates.TryParse(value, out var rate)
                    ? (rate, ThresholdUnit.PerSecond)
                    : null
                : Numbers.TryParse(value, out var number)
                    ? (number, ThresholdUnit.Count)
                    : Durations.TryParse(value.Replace(" ", "", StringComparison.Ordinal), out var time)
                        ? (time.TotalMilliseconds, ThresholdUnit.Milliseconds)
                        : null;

    [GeneratedRegex(
        @"\A[ \t]*(?<metric>[A-Za-z][A-Za-z0-9_.-]*)[ \t]*(?<comparison><=|>=|==|<|>)[ \t]*(?<value>\S+( \S+)?)[ \t]*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pattern();
}
