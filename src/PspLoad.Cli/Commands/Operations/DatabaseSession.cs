using PspLoad.Cli.Commands.Provisioning;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Lab.Hosts;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Roles.Database;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Cli.Commands.Operations;

/// <summary>Prerequisites of a database change: the environment's lock, its hosts with short time-outs for dead ones, the journal.</summary>
internal sealed class DatabaseSession : IAsyncDisposable
{
    /// <summary>Every payment waits for a promotion, so a dead host must be detected within seconds.</summary>
    private static readonly SshOptions s_impatient = SshOptions.Default with { ConnectTimeout = TimeSpan.FromSeconds(3), ConnectAttempts = 2 };

    private readonly EnvironmentLock _turn;
    private readonly FleetSession _fleet;
    private readonly LabFleet _lab = new(new Narrator<LabFleet>(), TimeProvider.System);

    private DatabaseSession(EnvironmentLock turn, FleetSession fleet, AuditJournal journal) => (this._turn, this._fleet, Journal) = (turn, fleet, journal);

    public AuditJournal Journal { get; }

    public SecretStore Secrets => _fleet.Secrets;

    public DatabaseHosts Hosts => new(_fleet.Environment, _fleet.ShellOf);

    public static async Task<DatabaseSession> OpenAsync(PspEnvironment definition, CancellationToken cancellationToken)
    {
        var taken = EnvironmentLock.Take(definition, FleetSession.Actor, TimeProvider.System);
        try
        {
            var session = await FleetSession.OpenAsync(definition, cancellationToken, s_impatient);
            return new DatabaseSession(
                taken,
                session,
                AuditJournal.Open(Path.Combine(definition.StateDirectory, "provision.ndjson"), TimeProvider.System, FleetSession.Actor)
            );
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <exception cref="OperationFailedException">No host of that name has the role.</exception>
    public HostDefinition Database(string name) =>
        _fleet.Environment.HostsWith(DatabaseRole.RoleName).FirstOrDefault(host => host.Name == name)
        ?? throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"'{name}' is no database of environment '{_fleet.Environment.Name}'",
            $"there are: {string.Join(", ", _fleet.Environment.HostsWith(DatabaseRole.RoleName).Select(host => host.Name))}"
        );

    /// <summary>The engine of a lab knows that a host's container does not run; of a real server nobody does from here.</summary>
    public async Task<bool> IsDownAsync(HostDefinition host, CancellationToken cancellationToken) =>
        _fleet.Environment.Lab is not null
        && (await _lab.StatusAsync(_fleet.Environment, cancellationToken)).Hosts.First(status => status.Name == host.Name).State
            is HostState.Stopped
                or HostState.Absent;

    public async ValueTask DisposeAsync()
    {
        Journal.Dispose();
        await _fleet.DisposeAsync();
        _turn.Dispose();
    }
}
