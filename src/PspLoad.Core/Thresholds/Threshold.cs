using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PspLoad.Core.Thresholds;

/// <summary>A condition on one figure of a run, such as <c>p99 &lt; 250ms</c> or <c>errors &lt; 0.1%</c>.</summary>
/// <param name="Metric">name of the figure; the resolver knows which names exist</param>
/// <param name="Comparison">&lt;, &lt;=, &gt;, &gt;=, ==</param>
/// <param name="Limit">milliseconds for a time, percent for a share, otherwise a plain number</param>
/// <param name="Unit">unit in which the limit was written</param>
public sealed partial record Threshold(string Metric, string Comparison, double Limit, ThresholdUnit Unit)
{
    /// <summary>As the user wrote it.</summary>
    public required string Expression { get; init; }

    /// <param name="text">METRIC COMPARISON NUMBER[UNIT]; units: us, ms, s, m (times), % (shares), /s (rates), none (counts)</param>
    /// <exception cref="FormatException">not a threshold; the message says what would be right</exception>
    public static Threshold Parse(string text) =>
        TryParse(text, out var threshold)
            ? threshold
            : throw new FormatException($"'{text}' is not a threshold; write METRIC COMPARISON VALUE, such as 'p99 < 250ms' or 'errors < 0.1%'");

    /// <inheritdoc cref="Parse" path="/param"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out Threshold? threshold)
    {
        threshold = null;
        var match = Pattern().Match(text);
        if (!match.Success)
            return false;
        var number = double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        var (limit, unit) = match.Groups["unit"].Value switch
        {
            "us" => (number / 1_000, ThresholdUnit.Milliseconds),
            "ms" => (number, ThresholdUnit.Milliseconds),
            "s" => (number * 1_000, ThresholdUnit.Milliseconds),
            "m" => (number * 60_000, ThresholdUnit.Milliseconds),
            "%" => (number, ThresholdUnit.Percent),
            "/s" => (number, ThresholdUnit.PerSecond),
            _ => (number, ThresholdUnit.Count),
        };
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

    [GeneratedRegex(
        @"^\s*(?<metric>[A-Za-z][\w.-]*)\s*(?<comparison><=|>=|==|<|>)\s*(?<number>\d+(\.\d+)?)\s*(?<unit>us|ms|s|m|%|/s|)\s*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pattern();
}
