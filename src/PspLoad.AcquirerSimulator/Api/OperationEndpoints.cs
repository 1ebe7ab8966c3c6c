using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>The paths of the acquirer.</summary>
public static class OperationEndpoints
{
    public static void MapOperations(this WebApplication app, OperationHandler handler)
    {
        foreach (var operation in OperationNames.OfPsp)
            app.MapPost($"/v1/{operation.Name()}", Patient(context => handler.HandleAsync(context, operation)));
        app.MapGet(
            "/v1/operations/{operation}/{reference}",
            Patient(context => handler.LookUpAsync(context, (string)context.GetRouteValue("operation")!, (string)context.GetRouteValue("reference")!))
        );
    }

    /// <summary>When the client disconnects or the process stops, a wait ends without an answer. This is not a failure.</summary>
    private static RequestDelegate Patient(RequestDelegate handler) =>
        async context =>
        {
            try
            {
                await handler(context);
            }
            catch (OperationCanceledException)
            {
                context.Abort();
            }
        };
}
