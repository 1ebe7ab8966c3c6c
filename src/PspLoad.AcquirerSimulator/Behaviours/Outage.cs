using System.Text.Json.Serialization;

namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>A fault of the whole acquirer, beside the rates that strike single references.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outage>))]
public enum Outage
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>503 at once; nothing is booked.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>No answer until it is lifted; nothing is booked.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,
}
