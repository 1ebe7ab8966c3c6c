using System.Text.Json.Serialization;

namespace PspLoad.AcquirerSimulator.Operations;

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
