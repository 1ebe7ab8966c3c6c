using Prometheus;
using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Configuration;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.Recovery;
using PspLoad.ReferencePsp.SecurityModule;
using PspLoad.ReferencePsp.Settlement;
using PspLoad.ReferencePsp.Storage;
using PspLoad.ReferencePsp.Webhooks;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>Registers every service.</summary>
public static class ServiceRegistration
{
    public static IServiceCollection AddPsp(this IServiceCollection services, PspSettings settings)
    {
        var node = NodeIdentity.Create(settings.NodeName);
        services.AddSingleton(settings).AddSingleton(settings.Listen).AddSingleton(node).AddSingleton(TimeProvider.System);
        services.AddSingleton(Metrics.NewCustomRegistry()).AddSingleton<PspMetrics>().AddSingleton<DriverMetrics>().AddSingleton<Readiness>();
        services.AddStorage(settings, node);
        services
            .AddSingleton<OpenVault>()
            .AddSingleton<CardRegistry>()
            .AddSingleton<SecretSeal>()
            .AddSingleton<MerchantStore>()
            .AddSingleton<MerchantDirectory>()
            .AddSingleton<MerchantRegister>()
            .AddSingleton(settings.Merchants);
        services.AddSingleton(provider => new AcquirerClient(
            settings.Acquirer,
            provider.GetRequiredService<PspMetrics>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(new PaymentView(settings.ChallengeUrl)).AddSingleton(settings.Limits);
        services
            .AddSingleton<OutcomeFactory>()
            .AddSingleton<OperationRunner>()
            .AddSingleton<PaymentService>()
            .AddSingleton<FollowUpService>()
            .AddSingleton<ChargebackService>()
            .AddSingleton<PaymentEndpoints>();
        services.AddSingleton<SettlementFile>().AddSingleton<LedgerEndpoints>().AddSingleton<RequestHasher>().AddSingleton<ApiPipeline>();
        return services.AddWorkers(settings);
    }

    private static void AddStorage(this IServiceCollection services, PspSettings settings, NodeIdentity node)
    {
        services.AddSingleton(provider => new WritableDatabase(
            settings.Database,
            node.Instance,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WritableDatabase>>()
        ));
        services.AddSingleton(provider => new IntentStore(provider.GetRequiredService<WritableDatabase>(), node.Instance, settings.Limits.Lease));
        services.AddSingleton(provider => new OperationStore(provider.GetRequiredService<WritableDatabase>(), node.Instance, settings.Limits.Lease));
        services
            .AddSingleton<Migrator>()
            .AddSingleton<PaymentStore>()
            .AddSingleton<CardStore>()
            .AddSingleton<LedgerStore>()
            .AddSingleton<PendingStore>()
            .AddSingleton<WebhookStore>()
            .AddSingleton<ReversalStore>();
        services.AddSingleton<IWrappedKeyStore, WrappedKeyStore>();
    }

    private static IServiceCollection AddWorkers(this IServiceCollection services, PspSettings settings)
    {
        services
            .AddHostedService<NodeStartup>()
            .AddHostedService<RecoveryWorker>()
            .AddHostedService<ReversalWorker>()
            .AddHostedService<ChargebackWorker>()
            .AddHostedService<WebhookWorker>()
            .AddHostedService<MerchantWorker>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<RetentionWorker>(provider, settings.KeyRetentionHours));
        if (settings.SettlementDirectory is { } directory)
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SettlementWorker>(provider, directory));
        return services;
    }
}
