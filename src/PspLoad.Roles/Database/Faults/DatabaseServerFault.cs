using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Database.Faults;

/// <summary>A fault of one database server.</summary>
/// <param name="ofReplica">finds a server that is read-only; otherwise the one that takes writes</param>
public abstract class DatabaseServerFault(bool ofReplica) : ScriptFault
{
    private protected const string FindProcess = """
        pid=$(systemctl show --property MainPID --value mariadb.service)
        [ "${pid:-0}" -gt 1 ] || { echo 'mariadb.service does not run'; exit 1; }
        echo "$pid" >$state/pid
        """;

    protected override async Task<HostDefinition> FindHostAsync(FaultContext context, CancellationToken cancellationToken)
    {
        foreach (var host in context.Environment.HostsWith(DatabaseRole.RoleName))
        {
            if (await context.AskAsync(host, "mariadb -N -B -e 'SELECT @@global.read_only'", cancellationToken) == (ofReplica ? "1" : "0"))
                return host;
        }
        throw new OperationFailedException(
            ExitCode.ProvisioningFailed,
            ofReplica ? "no database server is a replica" : "no database server takes writes",
            "see ./run.sh verify"
        );
    }
}
