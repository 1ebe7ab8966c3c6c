using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Registry;

/// <summary>
/// Harbor from its offline installer, fetched from the fleet's own repository. Never run: no installer was available, and it needs a newer
/// Docker and Compose than Debian 12 has. The lab only shows that a missing installer is reported before anything is changed.
/// </summary>
internal static class Harbor
{
    private const string Folder = "/opt/harbor";

    public static IEnumerable<Resource> Resources(RoleContext context, VendorArchive archive)
    {
        var url =
            $"https://{context.Environment.HostsWith("repository").FirstOrDefault()?.Name ?? "no-repository"}.{context.Environment.Domain}/vendor/{archive.File}";
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var certificate = new CertificateResource(
            "/etc/pspload/tls/registry.key",
            "/etc/pspload/tls/registry.crt",
            CaRole.SubjectOf(context),
            authority,
            context.Clock
        );
        var configuration = new FileResource(
            $"{Folder}/harbor.yml",
            TemplateText.Render(
                "Registry/harbor.liquid",
                new
                {
                    HostName = context.Fqdn,
                    Port = RegistryRole.PullPort,
                    Certificate = certificate.CertificateFile,
                    Key = certificate.KeyFile,
                    AdministratorPassword = context.Secrets.Password("registry/harbor-administrator"),
                    DatabasePassword = context.Secrets.Password("registry/harbor-database"),
                }
            )
        )
        {
            Mode = "0600",
            Secret = true,
        };
        return
        [
            new AvailableVendorArchive(archive, url),
            certificate,
            new ArchiveResource(Folder, archive.Version, url, archive.Sha256) { StripComponents = 1 },
            configuration,
            new GuardedCommand("install Harbor", $"cp {Folder}/harbor.yml {Folder}/current/harbor.yml && cd {Folder}/current && ./install.sh")
            {
                Unless =
                    $"cmp -s {Folder}/harbor.yml {Folder}/current/harbor.yml && curl -sf -o /dev/null "
                    + $"https://{Shell.Quote(context.Fqdn)}:{RegistryRole.PullPort}/api/v2.0/health",
            },
        ];
    }
}
