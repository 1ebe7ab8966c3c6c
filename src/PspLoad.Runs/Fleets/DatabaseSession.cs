using Microsoft.Extensions.Logging;
using PspLoad.Core.Configuration;
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

namespace PspLoad.Runs.Fleets;

/// <summary>Prerequisites of a database change: the environment's lock, its hosts with short time-outs for dead ones, the journal.</summary>
public sealed class DatabaseSession : IAsyncDisposable
{
    /// <summary>Payments wait until a promotion ends, so a dead host must be detected within seconds.</summary>
    private static readonly SshOptions s_impatient = SshOptions.Default with { ConnectTimeout = TimeSpan.FromSeconds(3), ConnectAttempts = 2 };

    private readonly EnvironmentLock _turn;
    private readonly FleetSession _fleet;
    private readonly LabFleet _lab;

    private DatabaseSession(EnvironmentLock turn, FleetSession fleet, LabFleet lab, AuditJournal journal) =>
        (_turn, _fleet, _lab, Journal) = (turn, fleet, lab, journal);

    public AuditJournal Journal { get; }

    public SecretStore Secrets => _fleet.Secrets;

    public DatabaseHosts Hosts => new(_fleet.Environment, _fleet.ShellOf);

    public static async Task<DatabaseSession> OpenAsync(PspEnvironment definition, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var taken = EnvironmentLock.Take(definition, Workstation.Actor, TimeProvider.System);
        try
        {
            var session = await FleetSession.OpenAsync(definition, loggers, cancellationToken, s_impatient);
            return new DatabaseSession(
                taken,
                session,
                new LabFleet(loggers.CreateLogger<LabFleet>(), TimeProvider.System),
                FleetSession.OpenJournal(definition)
            );
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <exception cref="OperationFailedException">No host of that name has the role.</exception>
    public HostDefinition Database(string name) => Find(_fleet.Environment, name);

    /// <inheritdoc cref="Database"/>
    public static HostDefinition Find(PspEnvironment environment, string name) =>
        environment.HostsWith(DatabaseRole.RoleName).FirstOrDefault(host => host.Name == name)
        ?? throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"environment '{environment.Name}' has no database {ConfigurationError.Quote(name)}",
            $"it has: {string.Join(", ", environment.HostsWith(DatabaseRole.RoleName).Select(host => host.Name))}"
        );

    /// <summary>
    /// Whether the container engine reports the host of a lab as stopped or absent. Always false for a real server: nothing here can prove that it is down.
    /// </summary>
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
