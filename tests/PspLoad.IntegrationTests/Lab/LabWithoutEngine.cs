using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.IntegrationTests.Lab;

public sealed class LabWithoutEngine
{
    [Theory]
    [InlineData("unix:///nonexistent/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public async Task A_missing_engine_is_one_line_with_a_remedy(string endpoint)
    {
        var refusal = await Assert.ThrowsAsync<OperationFailedException>(() =>
            LabEngine.ConnectAsync(new EngineEndpoint(new Uri(endpoint), apiVersion: null), TestContext.Current.CancellationToken)
        );
        Assert.StartsWith($"no container engine answers at {endpoint}", refusal.Message);
        Assert.Contains("start Docker", refusal.Remedy);
        Assert.Equal(ExitCode.ProvisioningFailed, refusal.ExitCode);
    }
}
