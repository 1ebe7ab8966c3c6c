using System.Text.Json.Serialization;

namespace PspLoad.Provisioning.Verification;

/// <summary>The result of a check. Only green counts as passed.</summary>
public enum CheckStatus
{
    [JsonStringEnumMemberName("green")]
    Green,

    [JsonStringEnumMemberName("red")]
    Red,

    /// <summary>The control cannot exist on this host. The output gives the reason.</summary>
    [JsonStringEnumMemberName("not applicable")]
    NotApplicable,

    /// <summary>A substitute replaces the real control, as in a lab.</summary>
    [JsonStringEnumMemberName("stand-in")]
    StandIn,
}
