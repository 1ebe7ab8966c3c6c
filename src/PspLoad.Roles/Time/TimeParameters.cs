using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Time;

/// <summary>Parameters of <c>time</c>.</summary>
/// <param name="Sources">external time servers (names or addresses) for the hosts with the role; empty in a lab</param>
public sealed record TimeParameters(IReadOnlyList<string> Sources)
{
    private static readonly ConfigurationKey s_sourcesKey = new("sources", "a list of time servers", "optional", "[ntp1.example.net, 192.0.2.123]");

    private static readonly TextFormat s_server = new("a time server", "a DNS name or an IPv4 address; for example ntp1.example.net", text =>
        NameFormats.Domain.Matches(text) || AddressText.TryIPv4(text, out _)
    );

    public static RoleParameterFormat<TimeParameters> Format { get; } =
        new(TimeRole.RoleName, reader => new TimeParameters(reader.Texts(s_sourcesKey, s_server)), s_sourcesKey);
}
