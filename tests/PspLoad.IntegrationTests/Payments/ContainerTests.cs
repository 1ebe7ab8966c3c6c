using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.IntegrationTests.Lab;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Image;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The images as hosts run them: user 10001, no capabilities, a read-only root file system and a read-only token.</summary>
[Collection(PaymentTests.Name)]
public sealed class ContainerTests(PaymentSystem system)
{
    private const long MostAddedBytes = 150_000_000;
    private const int User = 10_001;
    private static readonly string s_checkout = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reference_PSP_sells_from_its_container_and_drains()
    {
        PaymentSystem.SkipIfMissing();
        using var engine = await EngineAsync();
        var image = await BuildAsync(Application.ReferencePsp);
        var address = system.CreateNode("contained");
        var secrets = await SecretsAsync();
        var environment = Contained(system.Environment(system.Acquirer, system.Database));
        environment["NODE_NAME"] = "contained";
        environment["LISTEN"] = $"127.0.0.1:{address.Port}";
        environment["INTERNAL_LISTEN"] = $"127.0.0.1:{address.InternalPort}";
        var library = Path.GetDirectoryName(File.ResolveLinkTarget(SoftToken.Library, returnFinalTarget: true)!.FullName)!;
        environment["PKCS11_LIBRARY"] = Path.Combine(library, "libsofthsm2.so");

        await using var container = await ContainerNode.StartAsync(engine, image.Name, environment, [(secrets, "/run/psp"), (library, library)], Cancel);
        await ReadyAsync(container, () => address.IsReadyAsync(Cancel));
        // A card that waits for its challenge is sealed on one node and opened on the other, in both directions.
        var waiting = await system.Client.PostAsync(
            address,
            "/v1/payments",
            TestCards.Payment(TestCards.Challenged, orderId: "contained"),
            Guid.NewGuid().ToString(),
            Cancel
        );
        var elsewhere = await system.Client.PostAsync(system.A, $"/v1/payments/{waiting.Id}/authenticate", null, Guid.NewGuid().ToString(), Cancel);
        var other = await system.Client.PostAsync(
            system.A,
            "/v1/payments",
            TestCards.Payment(TestCards.Challenged, orderId: "contained"),
            Guid.NewGuid().ToString(),
            Cancel
        );
        var here = await system.Client.PostAsync(address, $"/v1/payments/{other.Id}/authenticate", null, Guid.NewGuid().ToString(), Cancel);

        Assert.Equal(("captured", "captured"), (elsewhere.PaymentStatus, here.PaymentStatus));
        Assert.Equal(User, await OwnerAsync(container));
        Assert.InRange(image.AddedBytes, 1, MostAddedBytes);
        Assert.Equal(0, await container.StopAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Empty(CardScan.Find(await container.LogAsync(Cancel)));
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, [elsewhere, here], Cancel);
    }

    [Fact]
    public async Task The_acquirer_simulator_answers_from_its_container_and_stops()
    {
        PaymentSystem.SkipIfMissing();
        using var engine = await EngineAsync();
        var image = await BuildAsync(Application.AcquirerSimulator);
        (var port, var adminPort) = (FreePort.Next(), FreePort.Next());
        Dictionary<string, string> environment = new()
        {
            ["ACQUIRER_LISTEN"] = $"http://127.0.0.1:{port}",
            ["ACQUIRER_ADMIN_LISTEN"] = $"http://127.0.0.1:{adminPort}",
        };
        environment["ACQUIRER_ADMIN_TOKEN_FILE"] = "/run/psp/acquirer-admin-token";
        var secrets = await SecretsAsync();

        await using var container = await ContainerNode.StartAsync(engine, image.Name, environment, [(secrets, "/run/psp")], Cancel);
        await ReadyAsync(container, async () =>
        {
            try
            {
                using var response = await system.Http.GetAsync($"http://127.0.0.1:{adminPort}/health/ready", Cancel);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });

        Assert.Equal(User, await OwnerAsync(container));
        Assert.InRange(image.AddedBytes, 1, MostAddedBytes);
        Assert.Equal(0, await container.StopAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    private static async Task<LabEngine> EngineAsync()
    {
        var reason = await LabEngineCheck.WhyNotAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        return await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), Cancel);
    }

    private static Task<ApplicationImage> BuildAsync(Application application) =>
        new ApplicationImages(s_checkout, NullLogger<ApplicationImages>.Instance, TimeProvider.System).EnsureAsync(application, baseImage: null, Cancel);

    private static Task ReadyAsync(ContainerNode container, Func<Task<bool>> isReady) =>
        Wait.UntilAsync(
            "the container",
            TimeSpan.FromSeconds(30),
            async () =>
            {
                if (await container.ProcessIdAsync(Cancel) == 0)
                    throw new InvalidOperationException("the container ended: " + await container.LogAsync(Cancel));
                return await isReady();
            },
            Cancel
        );

    /// <summary>The real user id of the container's process.</summary>
    private static async Task<int> OwnerAsync(ContainerNode container)
    {
        var status = await File.ReadAllTextAsync($"/proc/{await container.ProcessIdAsync(Cancel)}/status", Cancel);
        return int.Parse(status.Split('\n').Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The stack's files and its token, copied for the container's user only.</summary>
    private async Task<string> SecretsAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give files to the container's user");
        var folder = Directory.CreateDirectory(Path.Combine(system.Directory, $"contained-{Guid.NewGuid():N}")).FullName;
        File.Copy(Path.Combine(system.Directory, "acquirer-admin-token"), Path.Combine(folder, "acquirer-admin-token"));
        var files = system.Environment(system.Acquirer, system.Database);
        foreach (var name in new[] { "DATABASE_PASSWORD_FILE", "PKCS11_PIN_FILE", "MERCHANTS_FILE" })
            File.Copy(files[name], Path.Combine(folder, name));
        await SoftToken.RunAsync("cp", ["-r", Path.Combine(Path.GetDirectoryName(SoftToken.ConfigurationFile)!, "tokens"), folder], Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "softhsm2.conf"),
            "directories.tokendir = /run/psp/tokens\nobjectstore.backend = file\nlog.level = ERROR\n",
            Cancel
        );
        await SoftToken.RunAsync("chown", ["-R", $"{User}:{User}", folder], Cancel);
        return folder;
    }

    private static Dictionary<string, string> Contained(Dictionary<string, string> environment)
    {
        foreach (var name in new[] { "DATABASE_PASSWORD_FILE", "PKCS11_PIN_FILE", "MERCHANTS_FILE" })
            environment[name] = $"/run/psp/{name}";
        environment["SOFTHSM2_CONF"] = "/run/psp/softhsm2.conf";
        return environment;
    }
}
