using System.Text.Json;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.ReferencePsp.Hosting;

/// <summary>Health and metrics, on a port that the front doesn't know. The API isn't there, and they aren't on the API's port.</summary>
public static class InternalPort
{
    public static void UseInternalPort(this WebApplication app, int port)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        var metrics = app.Services.GetRequiredService<PrometheusText>();
        var node = app.Services.GetRequiredService<NodeIdentity>();
        app.MapWhen(
            context => context.Connection.LocalPort == port,
            branch =>
                branch.Run(context =>
                    context.Request.Path.Value switch
                    {
                        "/health/live" => WriteHealthAsync(context, node, null),
                        "/health/ready" => WriteHealthAsync(context, node, readiness.Problem),
                        "/metrics" => WriteAsync(context, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.Write()),
                        _ => WriteAsync(context, 404, "text/plain", "health/live, health/ready, metrics\n"),
                    }
                )
        );
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
