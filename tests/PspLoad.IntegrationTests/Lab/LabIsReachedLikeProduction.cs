using System.Net;
using System.Net.Sockets;

namespace PspLoad.IntegrationTests.Lab;

public sealed class LabIsReachedLikeProduction(LabFixture lab)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task The_gateway_answers_on_its_published_port()
    {
        var environment = await lab.AttachedAsync();
        Assert.StartsWith("SSH-2.0-", await BannerAsync(environment.Ssh.GatewayEndpoint!));
    }

    [Theory]
    [InlineData("app1")]
    [InlineData("front")]
    public async Task No_other_host_accepts_connections_from_this_machine(string host)
    {
        var environment = await lab.AttachedAsync();
        Assert.Null(await BannerAsync(new IPEndPoint(environment.Host(host).Address, environment.Ssh.Port)));
    }

    /// <returns>null if nothing answers</returns>
    private static async Task<string?> BannerAsync(IPEndPoint endpoint)
    {
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await client.ConnectAsync(endpoint, patience.Token);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
