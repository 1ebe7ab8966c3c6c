using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Http;
using PspLoad.Payments.Notifications;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Origins;
using PspLoad.Runs.Sessions;

namespace PspLoad.Runs.Platforms;

/// <summary>An existing PSP at a URL, without provisioning or faults; its acquirer's book is not available.</summary>
/// <param name="origin">names the target; its provenance is used if it has one</param>
/// <param name="scenario">scenario to run</param>
/// <param name="engine">engine that drives the load</param>
/// <param name="checkout">folder of the project's checkout</param>
public sealed class BareTarget(RunOrigin origin, Scenario scenario, EngineChoice engine, string checkout) : IPlatform
{
    private readonly Lazy<(HttpTarget Target, bool IsLocal)> _admitted = new(() => TargetGuard.Admit(Parse(origin.Target!), origin.OwnedHost));

    public string Name => "target";

    public bool TargetIsLocal => _admitted.Value.IsLocal;

    public IFaults? Faults => null;

    public ProvenancePart Provenance => origin.Provenance ?? ProcessProvenance.Describe(checkout, origin.Target!, isLab: false);

    /// <summary>Checks the address before anything is sent to it.</summary>
    public Task BringUpAsync(CancellationToken cancellationToken)
    {
        _ = _admitted.Value;
        return Task.CompletedTask;
    }

    public Task ProvisionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task VerifyAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        (origin with { Engine = engine.Engine.Name, Provenance = Provenance }).Save(folder);
        return await PaymentSession.BeginAsync(folder, Payments(), scenario, engine.CarrierOf, cancellationToken);
    }

    public async Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken) =>
        await PaymentSession.ResumeAsync(folder, Payments());

    private PaymentTarget Payments()
    {
        var tls = origin.CaFile is { } file ? new TlsOptions { TrustedAuthorities = TlsOptions.LoadAuthorities(file) } : new TlsOptions();
        return new PaymentTarget(
            _admitted.Value.Target,
            tls,
            MerchantFile.Read(origin.MerchantFile!),
            Acquirer: null,
            Database: null,
            Webhooks(),
            Replicas: null
        );
    }

    private NotificationOptions? Webhooks()
    {
        if (origin.Webhooks is not { } url)
            return null;
        return Uri.TryCreate(url, UriKind.Absolute, out var listen) && listen.Scheme == Uri.UriSchemeHttp
            ? new NotificationOptions(listen, MerchantFile.ReadWebhookSecret(origin.WebhookSecretFile!))
            : throw new OperationFailedException(ExitCode.InvalidUsage, $"--webhooks '{url}' is no URL to listen on", "expected http://ADDRESS:PORT/PATH");
    }

    public Task WatchHostsAsync(string folder, RunClock clock, CancellationToken over) => Task.CompletedTask;

    public Task<IReadOnlyList<HostPart>> DescribeHostsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HostPart>>([]);

    public Task TearDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static HttpTarget Parse(string url)
    {
        try
        {
            return new HttpTarget(new Uri(url));
        }
        catch (Exception wrong) when (wrong is ArgumentException or UriFormatException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"--target '{url}' is no URL", "expected https://HOST[:PORT]", wrong);
        }
    }
}
