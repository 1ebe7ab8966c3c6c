using System.Diagnostics;
using PspLoad.IntegrationTests.Provisioning;
using CommandLine = PspLoad.IntegrationTests.Provisioning.Cli;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The checkout's payment application with one line added, as an image on this machine's engine. It is removed after the test.</summary>
internal sealed class DeployableImage : IAsyncDisposable
{
    private DeployableImage(string name) => Name = name;

    public string Name { get; }

    /// <param name="line">the line to add to the Dockerfile</param>
    public static async Task<DeployableImage> BuildAsync(string line)
    {
        (await CommandLine.RunAsync(TestContext.Current.CancellationToken, "images")).Succeeded();
        var present = (await ProvisionedFleet.DockerAsync("images", "--format", "{{.Repository}}:{{.Tag}}", "pspload/reference-psp")).Split('\n')[0];
        var name = $"pspload-test/{Guid.NewGuid():N}:1";
        using var docker = Process.Start(
            new ProcessStartInfo("docker", ["build", "--quiet", "--tag", name, "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        await docker.StandardInput.WriteAsync($"FROM {present}\nLABEL test={name}\n{line}\n");
        docker.StandardInput.Close();
        await docker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, docker.ExitCode);
        return new DeployableImage(name);
    }

    public async ValueTask DisposeAsync() => await ProvisionedFleet.DockerAsync("rmi", Name);
}
