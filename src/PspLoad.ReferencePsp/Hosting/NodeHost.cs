using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;
using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Configuration;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>Builds the process from its settings.</summary>
public static class NodeHost
{
    public static WebApplication Build(PspSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(NodeHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options => Listen(options, settings.Listen));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Drain);
        builder.Services.AddSingleton<ConsoleFormatter, RedactedJsonFormatter>();
        builder
            .Logging.AddConsole(options => options.FormatterName = RedactedJsonFormatter.FormatterName)
            .SetMinimumLevel(settings.LogLevel)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("MySqlConnector", LogLevel.Error);
        builder.Services.AddPsp(settings);
        var app = builder.Build();
        app.UseInternalPort(settings.Listen.Internal.Port);
        app.UseProblemsForRouting();
        app.MapApi();
        return app;
    }

    private static void Listen(KestrelServerOptions options, ListenSettings listen)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestHeadersTotalSize = listen.MaxHeaderBytes;
        options.Limits.MaxRequestBodySize = listen.MaxBodyBytes + 1;
        options.Listen(listen.Api, endpoint =>
        {
            if (listen.Certificates is { } own)
                endpoint.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (own[0], [.. own.Skip(1)]));
        });
        options.Listen(listen.Internal);
    }
}
