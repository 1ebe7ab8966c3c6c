using System.Text.Json.Serialization;

namespace PspLoad.Provisioning.Checks;

/// <summary>A check's result. Only green is green.</summary>
public enum CheckStatus
{
    [JsonStringEnumMemberName("green")]
    Green,

    [JsonStringEnumMemberName("red")]
    Red,

    /// <summary>The control cannot exist on this host, and the output says why.</summary>
    [JsonStringEnumMemberName("not applicable")]
    NotApplicable,

    /// <summary>Something stands in for the real control, as in a lab.</summary>
    [JsonStringEnumMemberName("stand-in")]
    StandIn,
}
