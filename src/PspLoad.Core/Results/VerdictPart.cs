using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>What the run says, in the order in which people should read it.</summary>
public sealed record VerdictPart
{
    /// <summary><c>VALID</c>, or <c>INVALID</c>: the injector was disturbed and the figures mean nothing.</summary>
    public required ValidityVerdict Validity { get; init; }

    /// <summary><c>PASSED</c> or <c>FAILED</c>.</summary>
    public required ThresholdsVerdict Thresholds { get; init; }

    /// <summary><c>CLEAN</c>, <c>VIOLATED</c>, or <c>NOT RUN</c>.</summary>
    public required BooksVerdict Reconciliation { get; init; }

    /// <summary>Of the process, see <see cref="Errors.ExitCode"/>.</summary>
    public required int ExitCode { get; init; }

    public required IReadOnlyList<FindingPart> Findings { get; init; }
}

/// <summary>Something that a reader of the figures should know.</summary>
public sealed record FindingPart
{
    public FindingPart(FindingId id, Severity severity, string message)
        : this(id.JsonName(), severity, message) { }

    /// <param name="name">as in <c>run.json</c>; another version of this program may have written it</param>
    [JsonConstructor]
    public FindingPart(string name, Severity severity, string message) =>
        (Name, Id, Severity, Message) = (name, JsonNames.Find<FindingId>(name), severity, message);

    /// <summary>Null if only another version of this program knows the finding; it has a <see cref="Name"/> all the same.</summary>
    [JsonIgnore]
    public FindingId? Id { get; }

    /// <summary>Stable, kebab-case. Another version may know more of them.</summary>
    [JsonPropertyName("id")]
    public string Name { get; }

    /// <summary><c>violation</c>, <c>invalid</c>, <c>warning</c> or <c>info</c></summary>
    public Severity Severity { get; }

    /// <summary>What was seen, and what to do about it; one line.</summary>
    public string Message { get; }
}

/// <summary>How much a finding matters, the gravest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Money is not accounted for.</summary>
    [JsonStringEnumMemberName("violation")]
    Violation,

    /// <summary>The figures mean nothing.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    [JsonStringEnumMemberName("warning")]
    Warning,

    [JsonStringEnumMemberName("info")]
    Info,
}

/// <summary>Whether the figures of a run mean anything.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ValidityVerdict>))]
public enum ValidityVerdict
{
    [JsonStringEnumMemberName("VALID")]
    Valid,

    [JsonStringEnumMemberName("INVALID")]
    Invalid,
}

/// <summary>Whether a run met all its thresholds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdsVerdict>))]
public enum ThresholdsVerdict
{
    [JsonStringEnumMemberName("PASSED")]
    Passed,

    [JsonStringEnumMemberName("FAILED")]
    Failed,
}

/// <summary>Whether all money is accounted for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BooksVerdict>))]
public enum BooksVerdict
{
    [JsonStringEnumMemberName("CLEAN")]
    Clean,

    [JsonStringEnumMemberName("VIOLATED")]
    Violated,

    [JsonStringEnumMemberName("NOT RUN")]
    NotRun,
}
