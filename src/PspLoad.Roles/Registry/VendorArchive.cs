namespace PspLoad.Roles.Registry;

/// <summary>A vendor's archive in the environment's own repository.</summary>
/// <param name="File">file name in the repository</param>
/// <param name="Version">version, for display only</param>
/// <param name="Sha256">lower-case hexadecimal</param>
public sealed record VendorArchive(string File, string Version, string Sha256);
