using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Network;

/// <summary>Which hosts of the fleet may reach a role's ports. All others are refused, including the fleet's other hosts (PCI DSS 1.3.1).</summary>
internal static class TierAccess
{
    /// <param name="role">part of the table's name: <c>pspload_registry</c></param>
    /// <param name="ports">TCP port and the hosts that may reach it; the host itself always may</param>
    public static NftablesTable Table(string role, params IReadOnlyList<(int Port, IEnumerable<HostDefinition> From)> ports) =>
        new(
            $"pspload_{role.Replace('-', '_')}",
            TemplateText.Render(
                "Network/tier-access.liquid",
                new
                {
                    Ports = ports
                        .Select(rule => new { rule.Port, From = string.Join(", ", rule.From.Select(host => host.Address.ToString()).Distinct()) })
                        .Select(rule => new Dictionary<string, object> { ["Port"] = rule.Port, ["From"] = rule.From })
                        .ToList(),
                }
            )
        );
}
