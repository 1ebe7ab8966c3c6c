using PspLoad.Core.Environments;

namespace PspLoad.Provisioning.Roles.Application;

/// <summary>What the roles database and security-module give to the application.</summary>
internal static class DatabaseAccess
{
    public const string User = "psp";

    /// <summary>May change the schema; nobody serves with it.</summary>
    public const string MigrationUser = "psp_migrations";

    /// <summary>The addresses are among the names of the servers' certificates: nothing waits for DNS.</summary>
    public static string Servers(PspEnvironment environment) => string.Join(',', environment.HostsWith("database").Select(host => $"{host.Address}:3306"));

    public static string Password(RoleContext context) => context.Secrets.Password("database/psp");

    public static string MigrationPassword(RoleContext context) => context.Secrets.Password("database/psp-migrations");
}
