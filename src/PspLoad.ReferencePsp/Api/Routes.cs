using PspLoad.ReferencePsp.Contracts;

namespace PspLoad.ReferencePsp.Api;

/// <summary>The public API: every path and its handler.</summary>
public static class Routes
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.Services.GetRequiredService<ApiPipeline>();
        var payments = app.Services.GetRequiredService<PaymentEndpoints>();
        var ledger = app.Services.GetRequiredService<LedgerEndpoints>();

        Post("/v1/tokens", payments.CreateTokenAsync);
        Post("/v1/payments", payments.CreatePaymentAsync);
        Post("/v1/payments/{id}/authenticate", payments.AuthenticateAsync);
        Post("/v1/payments/{id}/capture", payments.CaptureAsync);
        Post("/v1/payments/{id}/void", payments.VoidAsync);
        Post("/v1/payments/{id}/refunds", payments.RefundAsync);
        Get("/v1/payments/{id}", payments.FindAsync);
        Get("/v1/payments", payments.FindByOrderAsync);
        Get("/v1/ledger/entries", ledger.ReadEntriesAsync);
        Get("/v1/ledger/pending", ledger.ReadPendingAsync);
        Get("/v1/settlements/{date}", ledger.ReadSettlementAsync);
        app.MapGet("/openapi.json", static context => WriteOpenApiAsync(context));

        void Post(string route, Func<ApiCall, Task<ApiResponse>> handle) => app.MapPost(route, api.Post(route, handle));
        void Get(string route, Func<ApiCall, Task<ApiResponse>> handle) => app.MapGet(route, api.Get(route, handle));
    }

    /// <summary>Gives the answers of routing itself (404, 405) a problem body.</summary>
    public static void UseProblemsForRouting(this WebApplication app) =>
        app.Use(
            static async (context, next) =>
            {
                await next(context);
                var response = context.Response;
                if (response.HasStarted || response.ContentLength is not null || response.StatusCode is not (404 or 405))
                    return;
                var title = response.StatusCode == 404 ? "There is no such resource" : "The resource does not take this method";
                ProblemResponse problem = new()
                {
                    Type = Problems.TypePrefix + (response.StatusCode == 404 ? "not-found" : "method-not-allowed"),
                    Title = title,
                    Status = response.StatusCode,
                };
                var body = ApiResponse.Json(response.StatusCode, problem, ApiJson.Default.ProblemResponse);
                response.ContentType = body.ContentType;
                await response.BodyWriter.WriteAsync(body.Body, context.RequestAborted);
            }
        );

    private static async Task WriteOpenApiAsync(HttpContext context)
    {
        await using var document = typeof(Routes).Assembly.GetManifestResourceStream("openapi.json")!;
        context.Response.ContentType = "application/json";
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
