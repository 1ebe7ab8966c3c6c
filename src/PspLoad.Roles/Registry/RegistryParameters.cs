using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Registry;

/// <summary>Parameters of <c>registry</c>.</summary>
/// <param name="Vendor">archive of Harbor's offline installer if the provider is <c>vendor</c>; null for Debian's docker-registry</param>
public sealed record RegistryParameters(VendorArchive? Vendor)
{
    private static readonly ConfigurationKey s_provider = new("provider", "debian or vendor", "default debian", "vendor");
    private static readonly ConfigurationKey s_archive = new("archive", "a file name", "optional", "harbor-offline-installer-v2.13.0.tgz");
    private static readonly ConfigurationKey s_version = new("version", "a version", "optional", "2.13.0");
    private static readonly ConfigurationKey s_sha256 = new(
        "sha256",
        "a SHA-256",
        "optional",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    );

    private static readonly TextFormat s_providerName = new("a provider", "debian (docker-registry) or vendor (Harbor)", text => text is "debian" or "vendor");

    private static readonly TextFormat s_fileName = new("a file name", "letters, digits, dots, hyphens and underscores; for example harbor.tgz", text =>
        text[0] != '.' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
    );

    private static readonly TextFormat s_hash = new("a SHA-256", "64 lower-case hexadecimal digits", text =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower)
    );

    public static RoleParameterFormat<RegistryParameters> Format { get; } = new(RegistryRole.RoleName, Bind, s_provider, s_archive, s_version, s_sha256);

    private static RegistryParameters Bind(MappingReader reader)
    {
        var isVendor = reader.Text(s_provider, s_providerName) == "vendor";
        var (archive, version, sha256) = (reader.Text(s_archive, s_fileName), reader.Text(s_version, s_fileName), reader.Text(s_sha256, s_hash));
        foreach (var key in new[] { s_archive, s_version, s_sha256 }.Where(key => reader.Has(key) != isVendor))
        {
            reader.Refuse(
                key,
                isVendor ? "is missing, and the provider is vendor" : "is only for the provider vendor",
                isVendor ? key.Expected : "remove it, or set provider: vendor"
            );
        }

        return new RegistryParameters(
            isVendor && archive is not null && version is not null && sha256 is not null ? new VendorArchive(archive, version, sha256) : null
        );
    }
}
