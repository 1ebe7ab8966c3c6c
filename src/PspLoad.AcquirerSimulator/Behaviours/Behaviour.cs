using System.Text.Json.Serialization;

namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>How the acquirer behaves now. Rates are shares of all references, 0 to 1; their sum is at most 1.</summary>
public sealed record Behaviour
{
    public long Seed { get; init; } = 1;

    /// <summary>Median of the log-normal latency; 0 means no delay.</summary>
    public double LatencyMedianMs { get; init; } = 40;

    /// <summary>Standard deviation of the latency's natural logarithm.</summary>
    public double LatencySigma { get; init; } = 0.25;
    public double DeclineRate { get; init; }

    /// <summary>Final errors: 500, no money moved.</summary>
    public double ErrorRate { get; init; }

    /// <summary>The operation is booked as decided, but the first request gets 500.</summary>
    public double LostAnswerRate { get; init; }

    /// <summary>The first request gets no answer.</summary>
    public double HangRate { get; init; }

    /// <summary>Share of the hanging references that were booked, 0 to 1.</summary>
    public double HangBookedShare { get; init; } = 0.5;
    public double HangMs { get; init; } = 60_000;

    /// <summary>Delay of the answer for the late test card.</summary>
    public double LateAnswerMs { get; init; } = 15_000;

    /// <summary>Time from a sale with the chargeback test card to its chargeback.</summary>
    public double ChargebackAfterMs { get; init; } = 1_000;
    public Outage Outage { get; init; }

    /// <summary>Longest latency, hang or late answer that can be configured.</summary>
    public const double LongestMs = 3_600_000;

    /// <returns>(field, what would be right) for each value that makes no sense</returns>
    public IEnumerable<(string Field, string Remedy)> Mistakes()
    {
        (string Name, double Value)[] shares =
        [
            (nameof(DeclineRate), DeclineRate),
            (nameof(ErrorRate), ErrorRate),
            (nameof(LostAnswerRate), LostAnswerRate),
            (nameof(HangRate), HangRate),
            (nameof(HangBookedShare), HangBookedShare),
        ];
        (string Name, double Value)[] durations =
        [
            (nameof(LatencyMedianMs), LatencyMedianMs),
            (nameof(HangMs), HangMs),
            (nameof(LateAnswerMs), LateAnswerMs),
            (nameof(ChargebackAfterMs), ChargebackAfterMs),
        ];

        foreach (var (name, value) in shares)
        {
            if (value is not (>= 0 and <= 1))
                yield return (name, "must be 0 to 1");
        }

        foreach (var (name, value) in durations)
        {
            if (value is not (>= 0 and <= LongestMs))
                yield return (name, $"must be 0 to {LongestMs} milliseconds");
        }

        if (LatencySigma is not (>= 0 and <= 3))
            yield return (nameof(LatencySigma), "must be 0 to 3");
        if (DeclineRate + ErrorRate + LostAnswerRate + HangRate > 1 + 1e-9)
            yield return (nameof(DeclineRate), "plus errorRate, lostAnswerRate and hangRate must be at most 1");
    }
}

/// <summary>A fault of the whole acquirer; the rates affect single references.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outage>))]
public enum Outage
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>503 at once; nothing is booked.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>No answer until the outage ends; nothing is booked.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,
}
