using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Ca;

/// <summary>
/// Every host trusts the environment's root and has the current revocation list. Each has its own certificate with its names and address. The
/// root's key is on no host.
/// </summary>
public sealed class CaRole : Role
{
    public const string RoleName = "ca";
    public const string Folder = "/etc/pspload/tls";
    public const string HostKey = $"{Folder}/host.key";
    public const string HostCertificate = $"{Folder}/host.crt";
    public const string RootCertificate = "/usr/local/share/ca-certificates/pspload-root.crt";
    public const string RevocationList = $"{Folder}/crl.pem";

    /// <summary>The system's trust store, which every TLS client on the host reads. It contains the environment's root.</summary>
    public const string TrustBundle = "/etc/ssl/certs/ca-certificates.crt";
    private const int MinimumDaysLeft = 30;

    public override RoleDefinition Definition { get; } = new(RoleName, "certificate authority of the environment", CaParameters.Format);

    /// <summary>The host's names, for its own certificate and for certificates of services that cannot read its key.</summary>
    internal static LeafSubject SubjectOf(RoleContext context) =>
        new(context.Fqdn, [context.Fqdn, context.Host.Name], [context.Host.Address])
        {
            Validity = TimeSpan.FromDays(context.Parameters(CaParameters.Format).CertificateDays),
        };

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var root = new FileResource(RootCertificate, authority.RootPem);
        return
        [
            new PackagesResource("ca-certificates", "openssl"),
            root,
            new GuardedCommand("trust the root", "update-ca-certificates --fresh >/dev/null")
            {
                Unless = $"openssl verify -CAfile {TrustBundle} {RootCertificate}",
            },
            new DirectoryResource(Folder),
            new FileResource(RevocationList, authority.RevocationListPem(context.Secrets)),
            new CertificateResource(HostKey, HostCertificate, SubjectOf(context), authority, context.Clock),
        ];
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        yield return new Check(
            $"{context.Host.Name}'s certificate is valid for its names, is not revoked, and is trusted by the system",
            context.Host.Name,
            $"""
            openssl verify -crl_check -CRLfile {RevocationList} -CAfile {TrustBundle} -untrusted {HostCertificate} -verify_hostname {Shell.Quote(
                context.Fqdn
            )} -verify_ip {context.Host.Address} {HostCertificate}
            """,
            "4.2.1"
        );
        yield return new Check(
            $"{context.Host.Name}'s certificate belongs to its key and has more than {MinimumDaysLeft} days left",
            context.Host.Name,
            $"""
            openssl x509 -in {HostCertificate} -noout -subject -serial -enddate -checkend {MinimumDaysLeft * 86400} || exit 1
            [ "$(openssl x509 -in {HostCertificate} -noout -pubkey)" = "$(openssl pkey -in {HostKey} -pubout)" ]
            """,
            "4.2.1",
            "4.2.1.1"
        );
        yield return new Check(
            $"{context.Host.Name}'s private key is readable by root only",
            context.Host.Name,
            $"stat -c '%a %U' {HostKey}; [ \"$(stat -c '%a %U' {HostKey})\" = '600 root' ]",
            "2.2.6"
        );
    }
}
