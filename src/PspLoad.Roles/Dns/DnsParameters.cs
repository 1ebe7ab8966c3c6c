using System.Net;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Dns;

/// <summary>Parameters of <c>dns</c>.</summary>
/// <param name="Forwarders">resolvers for all other names; empty for the root servers</param>
/// <param name="TtlSeconds">how long the fleet's names may be cached</param>
public sealed record DnsParameters(IReadOnlyList<IPAddress> Forwarders, int TtlSeconds)
{
    private const int DefaultTtl = 300;
    private const int Day = 86_400;

    private static readonly ConfigurationKey s_forwardersKey = new("forwarders", "a list of IPv4 addresses", "optional", "[192.0.2.53, 192.0.2.54]");
    private static readonly ConfigurationKey s_ttlKey = new("ttl", "a whole number", $"default {DefaultTtl}", "3600");

    private static readonly TextFormat s_address = new("an IPv4 address", "four numbers from 0 to 255 with dots between them; for example 192.0.2.53", text =>
        AddressText.TryIPv4(text, out _)
    );

    public static RoleParameterFormat<DnsParameters> Format { get; } =
        new(
            DnsRole.RoleName,
            reader => new DnsParameters(
                [.. reader.Texts(s_forwardersKey, s_address).Select(IPAddress.Parse)],
                reader.WholeNumber(s_ttlKey, 1, Day) ?? DefaultTtl
            ),
            s_forwardersKey,
            s_ttlKey
        );
}
