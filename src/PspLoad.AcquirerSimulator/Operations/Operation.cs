using System.Text.Json.Serialization;

namespace PspLoad.AcquirerSimulator.Operations;

[JsonConverter(typeof(JsonStringEnumConverter<Operation>))]
public enum Operation
{
    [JsonStringEnumMemberName("authorize")]
    Authorize,

    /// <summary>Authorises and captures in one step.</summary>
    [JsonStringEnumMemberName("sale")]
    Sale,

    [JsonStringEnumMemberName("capture")]
    Capture,

    [JsonStringEnumMemberName("void")]
    Void,

    [JsonStringEnumMemberName("refund")]
    Refund,

    /// <summary>The cardholder's bank takes the money back. The acquirer starts it; the PSP is told.</summary>
    [JsonStringEnumMemberName("chargeback")]
    Chargeback,
}

[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>Final: no money moved and none will under this reference.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
