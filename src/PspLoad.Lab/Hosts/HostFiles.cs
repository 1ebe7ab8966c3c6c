using System.Globalization;
using PspLoad.Lab.Network;

namespace PspLoad.Lab.Hosts;

/// <summary>The files that turn the common image into one host. They are copied in before the container first starts.</summary>
internal static class HostFiles
{
    /// <returns>absolute path → text and permission bits; all owned by root</returns>
    public static IReadOnlyDictionary<string, (string Text, int Mode)> For(HostSpec spec)
    {
        var files = new Dictionary<string, (string, int)>
        {
            ["/etc/pspload-lab/user"] = (spec.User + "\n", 0b110_100_100),
            ["/etc/pspload-lab/perimeter.nft"] = (Perimeter(spec), 0b110_100_100),
            ["/etc/ssh/sshd_config.d/10-lab.conf"] = (Sshd(spec), 0b110_100_100),
            [$"/etc/ssh/authorized_keys/{spec.User}"] = (spec.AuthorizedKey + "\n", 0b110_100_100),
        };
        if (spec.User != "root")
            files[$"/etc/sudoers.d/{spec.User}"] = ($"{spec.User} ALL=(ALL:ALL) NOPASSWD: ALL\n", 0b100_100_000);
        return files;
    }

    /// <summary>
    /// The bridge would let the machine reach every host. In production nobody outside the fleet can, so this table lets the machine reach
    /// the published ports only. The engine's NAT gives those connections the bridge's own address.
    /// </summary>
    public static string Perimeter(HostSpec spec)
    {
        var gateway = SubnetChoice.Host(spec.Network, 1);
        var fleet = $"{SubnetChoice.Host(spec.Network, 2)}-{SubnetChoice.Host(spec.Network, 254)}";
        var ports = string.Join(", ", spec.Published.Keys.Select(port => port.ToString(CultureInfo.InvariantCulture)));
        var published = ports.Length == 0 ? "" : $"        ip saddr {gateway} tcp dport {{ {ports} }} accept\n";
        return $$"""
            # The lab's own table: what of this host the machine that carries the lab may reach. Roles keep their rules in tables of their own.
            table inet lab_perimeter
            delete table inet lab_perimeter
            table inet lab_perimeter {
                chain input {
                    type filter hook input priority filter - 10; policy accept;
                    iif lo accept
                    ct state established,related accept
                    ip saddr {{fleet}} accept
            {{published}}        drop
                }
            }

            """;
    }

    private static string Sshd(HostSpec spec) =>
        string.Create(CultureInfo.InvariantCulture, $"Port {spec.SshPort}\n") + (spec.User == "root" ? "PermitRootLogin prohibit-password\n" : "");
}
