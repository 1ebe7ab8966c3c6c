using System.CommandLine;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Roles;

namespace PspLoad.Cli.Options;

/// <summary><c>--limit HOST</c> and <c>--role ROLE</c>; both can be repeated.</summary>
internal sealed class SelectionOptions
{
    public Option<string[]> Limit { get; } =
        new("--limit", "-l")
        {
            Description = "only this host; may be repeated",
            HelpName = "HOST",
            AllowMultipleArgumentsPerToken = true,
        };

    public Option<string[]> Role { get; } =
        new("--role", "-r")
        {
            Description = "only this role; may be repeated",
            HelpName = "ROLE",
            AllowMultipleArgumentsPerToken = true,
        };

    public void AddTo(Command command)
    {
        command.Add(Limit);
        command.Add(Role);
    }

    /// <exception cref="OperationFailedException">Unknown host or role.</exception>
    public ProvisionOptions Read(ParseResult parsed, PspEnvironment environment, bool check)
    {
        var hosts = parsed.GetValue(Limit) ?? [];
        var roles = parsed.GetValue(Role) ?? [];
        RequireKnown(Limit, "host", hosts, [.. environment.Hosts.Select(host => host.Name)]);
        RequireKnown(Role, "provisionable role", roles, [.. BuiltInRoles.All.Select(role => role.Name)]);
        return new ProvisionOptions(check, hosts, roles);
    }

    private static void RequireKnown(Option option, string what, IEnumerable<string> given, IReadOnlyList<string> known)
    {
        if (given.FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
            return;
        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"{option.Name}: there is no {what} {ConfigurationError.Quote(unknown)}",
            $"there are: {string.Join(", ", known)}"
        );
    }
}
