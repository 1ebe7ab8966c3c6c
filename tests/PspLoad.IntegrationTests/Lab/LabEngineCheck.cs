using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>Checks for a container engine to test with.</summary>
internal static class LabEngineCheck
{
    private static readonly Lazy<Task<string?>> s_answer = new(AskAsync);

    /// <returns>null if there is one, otherwise the reason to skip the test</returns>
    public static Task<string?> WhyNotAsync() => s_answer.Value;

    private static async Task<string?> AskAsync()
    {
        try
        {
            using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), CancellationToken.None);
            return null;
        }
        catch (OperationFailedException e)
        {
            return e.Message;
        }
    }
}
