using PspLoad.Core.Environments;
using PspLoad.Core.Files;

namespace PspLoad.Roles.Database;

/// <summary>
/// <c>database.primary</c> beside the environment: the host that was promoted last. It determines the part of a host that was never
/// provisioned, such as a replacement. For every other host its own file is authoritative.
/// </summary>
internal static class PrimaryRecord
{
    /// <summary>The host that was promoted last, or else the first one with the role.</summary>
    /// <exception cref="InvalidOperationException">no host has the role</exception>
    public static HostDefinition PrimaryOf(PspEnvironment environment)
    {
        var servers = environment.HostsWith(DatabaseRole.RoleName).ToList();
        var recorded = File.Exists(PathIn(environment)) ? File.ReadAllText(PathIn(environment)).Trim() : "";
        return servers.Find(host => host.Name == recorded)
            ?? servers.FirstOrDefault()
            ?? throw new InvalidOperationException($"environment {environment.Name} has no database");
    }

    public static void Keep(PspEnvironment environment, string host)
    {
        Directory.CreateDirectory(environment.StateDirectory);
        DurableFile.Write(PathIn(environment), host + "\n");
    }

    private static string PathIn(PspEnvironment environment) => Path.Combine(environment.StateDirectory, "database.primary");
}
