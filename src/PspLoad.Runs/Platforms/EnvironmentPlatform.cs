using System.Net;
using Microsoft.Extensions.Logging;
using PspLoad.Capacity.Comparison;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Lab;
using PspLoad.Load.Http;
using PspLoad.Payments.Client;
using PspLoad.Payments.Notifications;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Verification;
using PspLoad.Reporting.Runs;
using PspLoad.Roles;
using PspLoad.Roles.Application;
using PspLoad.Roles.Front;
using PspLoad.Runs.Capacity;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Fleets;
using PspLoad.Runs.Origins;
using PspLoad.Runs.Sessions;

namespace PspLoad.Runs.Platforms;

/// <summary>The hosts of an environment: creates a lab's hosts, provisions and verifies all of them, and sends payments to the front.</summary>
/// <param name="definition">content of the environment's file</param>
/// <param name="scenario">scenario to run</param>
/// <param name="engine">engine that drives the load</param>
/// <param name="provisions">false: the hosts are only verified, not provisioned</param>
/// <param name="workstation">this machine</param>
/// <param name="view">shows provisioning and verification</param>
public sealed class EnvironmentPlatform(
    PspEnvironment definition,
    Scenario scenario,
    EngineChoice engine,
    bool provisions,
    Workstation workstation,
    IPlatformView view
) : ICapacityPlatform
{
    private const int FrontPort = 443;

    private readonly LabFleet _lab = new(workstation.Loggers.CreateLogger<LabFleet>(), TimeProvider.System);
    private readonly HostPeaks _peaks = new();
    private FleetSession? _session;
    private AuditJournal? _journal;
    private HttpTarget? _target;
    private ProvenancePart? _recorded;
    private bool _broughtUp;

    private FleetSession Session => _session ?? throw new InvalidOperationException("the hosts were not reached yet");

    public string Name => definition.Name;

    public bool ReplicaIsOut { get; set; }

    public bool TargetIsLocal => definition.Lab is not null;

    public IFaults? Faults =>
        _session is null || _journal is null ? null : new EnvironmentFaults(definition, _session, _lab, _journal, DeployAsync, TimeProvider.System);

    public ProvenancePart Provenance => _recorded ?? ProcessProvenance.Describe(workstation.Checkout, _target?.ToString() ?? "", definition.Lab is not null);

    public async Task BringUpAsync(CancellationToken cancellationToken)
    {
        if (definition.Lab is null)
            return;
        var before = await _lab.StatusAsync(definition, cancellationToken);
        // A lab that existed before this run is not removed.
        _broughtUp = before.State != LabState.Running;
        if (provisions)
            await _lab.UpAsync(definition, cancellationToken);
    }

    public async Task ProvisionAsync(CancellationToken cancellationToken)
    {
        if (!provisions)
            return;
        var result = await new FleetProvisioning(workstation, view.Provisioning).RunAsync(definition, ProvisionOptions.Everything, cancellationToken);
        if (!result.Succeeded)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"environment '{Name}' could not be provisioned",
                "the failures are above; ./run.sh provision goes on where it stopped"
            );
        }
    }

    public async Task VerifyAsync(string folder, CancellationToken cancellationToken)
    {
        _session = await FleetSession.OpenAsync(definition, workstation.Loggers, cancellationToken);
        var file = Path.Combine(folder, ResultFiles.Evidence);
        var evidence = await new FleetVerification(_session).RunAsync(ProvisionOptions.Everything, file, _ => { }, cancellationToken);
        view.Verified(evidence);
        if (evidence.Count(found => found.Status == CheckStatus.Red) is > 0 and var red)
        {
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"{red} checks of environment '{Name}' are red", $"see {file}");
        }
    }

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        var payments = await TargetAsync(cancellationToken);
        new RunOrigin(definition.File, null, null, null, null) { Engine = engine.Engine.Name, Provenance = Provenance }.Save(folder);
        _journal ??= FleetSession.OpenJournal(definition);
        return await PaymentSession.BeginAsync(folder, payments, scenario, engine.CarrierOf, cancellationToken);
    }

    public async Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        var payments = await TargetAsync(cancellationToken);
        _recorded = RunOrigin.Load(folder).Provenance;
        foreach (var line in KilledRun.HostsOf(folder))
            _peaks.Add(line);
        return await PaymentSession.ResumeAsync(folder, payments, Path.Combine(workstation.Checkout, "results"));
    }

    public async Task<BooksOutcome> LookAgainAsync(
        string folder,
        IReadOnlyList<string> runs,
        DateTimeOffset ended,
        Action<string> tell,
        CancellationToken cancellationToken
    ) => await PaymentSession.LookAgainAsync(folder, runs, await TargetAsync(cancellationToken), ended, tell, cancellationToken);

    /// <summary>The payment target of this environment, and its books.</summary>
    private async Task<PaymentTarget> TargetAsync(CancellationToken cancellationToken)
    {
        _session ??= await FleetSession.OpenAsync(definition, workstation.Loggers, cancellationToken);
        _target = await FrontAsync(_session.Environment, cancellationToken);
        var authority = CertificateAuthority.Open(_session.Secrets, _session.Environment.Name, TimeProvider.System);
        var merchant = new MerchantCredentials(_session.Secrets.Password("application/merchant-key"), _session.Secrets.Password("application/merchant-secret"));
        return new PaymentTarget(
            _target,
            new TlsOptions { TrustedAuthorities = [authority.Root] },
            merchant,
            _session.AcquirerBook(),
            _session.Database(),
            ApplicationRole.WebhookUrl(_session.Environment) is { } webhooks
                ? new NotificationOptions(webhooks, _session.Secrets.Password(ApplicationRole.WebhookSecret))
                : null,
            ReplicaIsOut ? null : _session.Replicas()
        );
    }

    public Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over) =>
        _peaks.WatchAsync(Session.Environment, Session.Fleet, folder, clock, over);

    public async Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken) =>
        [.. (await new HostVersions(Session).AskAsync(cancellationToken)).Select(_peaks.AddTo)];

    public Task ApplyAsync(RoleSetting setting, CancellationToken cancellationToken)
    {
        var changed = definition.With(BuiltInRoles.Catalogue, setting.ToString(), setting.Role, setting.Key, setting.Value);
        return ApplyAsync(changed.Value ?? throw new InvalidConfigurationException(changed.Errors), cancellationToken);
    }

    public Task RestoreAsync(CancellationToken cancellationToken) => ApplyAsync(definition, cancellationToken);

    /// <summary>Provisions all roles, because a parameter of one role may change what another one declares.</summary>
    private async Task ApplyAsync(PspEnvironment environment, CancellationToken cancellationToken)
    {
        var result = await new FleetProvisioning(workstation, view.Setting).RunAsync(environment, ProvisionOptions.Everything, cancellationToken);
        if (!result.Succeeded)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"environment '{environment.Name}' could not be provisioned",
                "the failures are above"
            );
        }
    }

    public async Task TearDownAsync(CancellationToken cancellationToken)
    {
        if (_broughtUp)
            await _lab.DownAsync(definition, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _journal?.Dispose();
        if (_session is not null)
            await _session.DisposeAsync();
    }

    private async Task<string> DeployAsync(string image, CancellationToken cancellationToken)
    {
        var last = "";
        await FleetDeployment.RunAsync(definition, image, Session, _journal!, line => last = line, cancellationToken);
        return last;
    }

    /// <summary>Connects to a lab's front at its published port on this machine, but keeps the front's own name.</summary>
    private async Task<HttpTarget> FrontAsync(PspEnvironment attached, CancellationToken cancellationToken)
    {
        var front = attached.HostsWith(FrontRole.RoleName).FirstOrDefault()
            ?? throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"environment '{Name}' has no front",
                "give a host the role 'front', or name a target with --target"
            );
        var url = new HttpTarget(new Uri($"https://{front.Name}.{attached.Domain}:{FrontPort}"));
        if (definition.Lab is null)
            return url with { ConnectTo = new IPEndPoint(front.Address, FrontPort) };
        var published = (await _lab.StatusAsync(definition, cancellationToken)).Hosts.First(host => host.Name == front.Name).Published;
        return published.TryGetValue(FrontPort, out var endpoint)
            ? url with
            {
                ConnectTo = endpoint,
            }
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"the lab of '{Name}' does not publish port {FrontPort} of {front.Name}",
                $"add lab: {{ publish: {{ {front.Name}: {FrontPort} }} }}"
            );
    }
}
