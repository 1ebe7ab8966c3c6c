using System.Security.Cryptography.X509Certificates;
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
    private (HttpTarget Target, bool IsLocal)? _admitted;

    public string Name => "target";

    public bool TargetIsLocal => Admitted.IsLocal;

    public IFaults? Faults => null;

    public ProvenancePart Provenance => origin.Provenance ?? ProcessProvenance.Describe(checkout, origin.Target!, isLab: false);

    /// <summary>Checks the URLs and reads the files, without the network.</summary>
    /// <exception cref="OperationFailedException">one of them is wrong; exit code 2</exception>
    public void RequireReadable()
    {
        Parse(origin.Target!);
        Trust();
        MerchantFile.Read(origin.MerchantFile!);
        Webhooks();
    }

    /// <summary>Checks the address before anything is sent to it, then the merchant's file, and that a PSP answers this merchant.</summary>
    public async Task BringUpAsync(CancellationToken cancellationToken)
    {
        await AdmitAsync(cancellationToken);
        if (await PaymentSession.RefuseAsync(Payments(), cancellationToken) is { } problem)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"no PSP answers this merchant at {origin.Target}: {problem}",
                "correct --target or --merchant, or start the PSP"
            );
        }
    }

    public Task ProvisionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task VerifyAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IPaymentSession> OpenPaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        (origin with { Engine = engine.Engine.Name, Provenance = Provenance }).Save(folder);
        return await PaymentSession.BeginAsync(folder, Payments(), scenario, engine.CarrierOf, cancellationToken);
    }

    public async Task<IPaymentSession> ResumePaymentsAsync(string folder, CancellationToken cancellationToken)
    {
        await AdmitAsync(cancellationToken);
        return await PaymentSession.ResumeAsync(folder, Payments(), Path.Combine(checkout, "results"));
    }

    private (HttpTarget Target, bool IsLocal) Admitted => _admitted ?? throw new InvalidOperationException("the target was not admitted yet");

    private async Task AdmitAsync(CancellationToken cancellationToken) =>
        _admitted ??= await TargetGuard.AdmitAsync(Parse(origin.Target!), origin.OwnedHost, cancellationToken);

    private PaymentTarget Payments() =>
        new(Admitted.Target, Trust(), MerchantFile.Read(origin.MerchantFile!), Acquirer: null, Database: null, Webhooks(), Replicas: null);

    private TlsOptions Trust() => origin.CaFile is { } file ? new TlsOptions { TrustedAuthorities = Authorities(file) } : new TlsOptions();

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

    private static X509Certificate2Collection Authorities(string file)
    {
        try
        {
            return TlsOptions.LoadAuthorities(file);
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"--cacert '{file}': {wrong.Message}", "name a PEM file with CA certificates", wrong);
        }
    }

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
