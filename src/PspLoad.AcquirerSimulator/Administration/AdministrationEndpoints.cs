using PspLoad.AcquirerSimulator.Api;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;

namespace PspLoad.AcquirerSimulator.Administration;

/// <summary>Reads and changes the behaviour, reads and empties the book; health and metrics without a token.</summary>
public static class AdministrationEndpoints
{
    public static void MapAdministration(this WebApplication app, AcquirerBook book, CurrentBehaviour behaviour, string token)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", () => book.IsFull ? Results.Text("the book is full", statusCode: 503) : Results.Text("ready"));
        app.MapGet("/metrics", new SimulatorMetrics(book, behaviour).WriteAsync);

        var gate = new BearerGate(token);
        app.MapGet("/admin/behaviour", Guarded(gate, context => WriteBehaviourAsync(context, behaviour)));
        app.MapPatch("/admin/behaviour", Guarded(gate, context => PatchAsync(context, behaviour)));
        app.MapGet("/admin/book", Guarded(gate, context => ExportAsync(context, book)));
        app.MapGet("/admin/book/summary", Guarded(gate, context => context.Response.WriteAsJsonAsync(book.Summarize(), AcquirerJson.Default.BookSummary)));
        app.MapPost("/admin/chargebacks", Guarded(gate, context => ChargeBackAsync(context, book)));
        app.MapDelete("/admin/book", Guarded(gate, context =>
            {
                book.Clear();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            }));
    }

    private static RequestDelegate Guarded(BearerGate gate, RequestDelegate handler) => context => gate.CheckAsync(context, handler);

    private static async Task PatchAsync(HttpContext context, CurrentBehaviour behaviour)
    {
        if (await context.ReadBodyAsync(AcquirerJson.Default.BehaviourPatch) is not { } patch)
            return;
        if (behaviour.Apply(patch) is [var (field, remedy), ..])
            await context.WriteProblemAsync(new("Invalid request", 400, $"{CamelCase(field)} {remedy}", CamelCase(field)));
        else
            await WriteBehaviourAsync(context, behaviour);
    }

    private static async Task ChargeBackAsync(HttpContext context, AcquirerBook book)
    {
        if (await context.ReadBodyAsync(AcquirerJson.Default.ChargebackRequest) is not { } request)
            return;
        if (request.Parent is null || book.ChargeBack(request.Parent) is not { } entry)
        {
            await context.WriteProblemAsync(
                new("Nothing to charge back", 409, "parent must be the reference of a charge of which something is left", "parent")
            );
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(ChargebackResponse.From(entry), AcquirerJson.Default.ChargebackResponse);
    }

    private static async Task ExportAsync(HttpContext context, AcquirerBook book)
    {
        var csv = context.Request.Query["format"] == "csv";
        context.Response.ContentType = csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
        await using var buffered = new BufferedStream(context.Response.Body, 64 * 1024);
        await (
            csv
                ? BookExport.WriteCsvAsync(book.Lines(), buffered, context.RequestAborted)
                : BookExport.WriteJsonLinesAsync(book.Lines(), buffered, context.RequestAborted)
        );
    }

    private static Task WriteBehaviourAsync(HttpContext context, CurrentBehaviour behaviour) =>
        context.Response.WriteAsJsonAsync(behaviour.Value, AcquirerJson.Default.Behaviour);

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
