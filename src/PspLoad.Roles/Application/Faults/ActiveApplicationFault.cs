using PspLoad.Core.Environments;
using PspLoad.Roles.AppServer;
using PspLoad.Roles.Faults;
using PspLoad.Roles.Front;

namespace PspLoad.Roles.Application.Faults;

/// <summary>
/// A fault of the application that the front sends requests to. It runs as a container of the rootless engine of user
/// <see cref="AppServerRole.User"/>, under a unit of that user.
/// </summary>
public abstract class ActiveApplicationFault : ScriptFault
{
    private const string User = AppServerRole.User;

    private protected const string Unit = $"{ApplicationRole.Container}.service";

    private protected const string FindProcess = $$"""
        runtime=/run/user/$(id -u {{User}}) || exit 1
        pid=$(runuser -u {{User}} -- env XDG_RUNTIME_DIR=$runtime DOCKER_HOST=unix://$runtime/docker.sock docker inspect --format '{{"{{.State.Pid}}"}}' {{ApplicationRole.Container}}) || exit 1
        [ "$pid" -gt 1 ] && kill -0 "$pid" || { echo 'the application does not run'; exit 1; }
        echo "$pid" >$state/pid
        """;

    /// <summary>Defines <c>manager</c>: systemctl of the user.</summary>
    private protected const string DefineManager = $$"""
        manager() { runuser -u {{User}} -- env XDG_RUNTIME_DIR=/run/user/$(id -u {{User}}) systemctl --user "$@"; }
        """;

    protected override async Task<HostDefinition> FindHostAsync(FaultContext context, CancellationToken cancellationToken) =>
        context.Environment.Host(
            await context.AskAsync(context.First(FrontRole.RoleName), $"{FrontRole.Tool} status | head -n 1 | cut -d' ' -f1", cancellationToken)
        );
}
