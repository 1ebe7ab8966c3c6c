using System.Text.Json;
using Prometheus;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>Health and metrics, on a port of their own that the front does not use. The API's port does not serve them.</summary>
public static class InternalPort
{
    public static void UseInternalPort(this WebApplication app, int port)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var node = app.Services.GetRequiredService<NodeIdentity>();
        var metrics = app.Services.GetRequiredService<CollectorRegistry>();
        app.Services.GetRequiredService<PspMetrics>().Ready = () => readiness.Problem is null;
        // It starts to listen when it is created.
        app.Services.GetRequiredService<DriverMetrics>();
        app.MapWhen(
            context => context.Connection.LocalPort == port,
            branch =>
                branch.Run(context =>
                    context.Request.Path.Value switch
                    {
                        "/health/live" => WriteHealthAsync(context, node, null),
                        "/health/ready" => WriteHealthAsync(context, node, readiness.Problem),
                        "/metrics" => WriteMetricsAsync(context, metrics),
                        _ => WriteAsync(context, 404, "text/plain", "health/live, health/ready, metrics\n"),
                    }
                )
        );
    }

    private static Task WriteMetricsAsync(HttpContext context, CollectorRegistry metrics)
    {
        context.Response.ContentType = PrometheusConstants.TextContentType;
        return metrics.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }

    private static Task WriteHealthAsync(HttpContext context, NodeIdentity node, string? problem)
    {
        var detail = problem is null ? "" : $",\"problem\":\"{JsonEncodedText.Encode(problem)}\"";
        return WriteAsync(
            context,
            problem is null ? 200 : 503,
            "application/json",
            $"{{\"status\":\"{(problem is null ? "up" : "down")}\",\"node\":\"{node.Instance}\"{detail}}}\n"
        );
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
