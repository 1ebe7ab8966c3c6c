using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The ceremony and the rotations as provisioning runs them.</summary>
public sealed class SecurityModuleKeyCommandTests : IDisposable
{
    private readonly KeyTableInMemory _table = new();
    private readonly string _offerFile = Path.GetTempFileName();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_offerFile);

    [Fact]
    public async Task Two_nodes_get_one_key_by_four_commands()
    {
        using var first = await SoftToken.CreateAsync(Cancelled);
        using var second = await SoftToken.CreateAsync(Cancelled);

        await File.WriteAllTextAsync(_offerFile, await RunAsync(second, "", "offer"), Cancelled);
        var line = await RunAsync(first, "", "create", _offerFile);
        await RunAsync(second, line, "accept");

        var (one, two) = (JsonElement.Parse(await RunAsync(first, "", "show")), JsonElement.Parse(await RunAsync(second, "", "show")));
        Assert.Equal(one.GetProperty("checkValue").GetString(), two.GetProperty("checkValue").GetString());
        Assert.False(two.GetProperty("extractable").GetBoolean());
    }

    [Fact]
    public async Task Rotating_both_kinds_of_keys_removes_the_old_ones()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        using (var vault = await CardVault.OpenAsync(token.Options, _table, TimeProvider.System, Cancelled))
            Assert.True(_table.TryStore("card-1", vault.Seal("4242424242424242", "card-1")));
        var next = token.Options with { KekLabel = "pspload-kek-2" };

        Assert.Equal(1, JsonElement.Parse(await RunAsync(token.Options, "", "rotate")).GetProperty("resealed").GetInt32());
        Assert.Contains("every card would be lost", (await Assert.ThrowsAsync<SecurityModuleException>(() => RunAsync(token.Options, "", "destroy"))).Message);
        await RunAsync(next, "", "create");
        Assert.StartsWith("2 keys", await RunAsync(next, "", "rewrap"), StringComparison.Ordinal);
        await RunAsync(token.Options, "", "destroy");

        using var after = await CardVault.OpenAsync(next, _table, TimeProvider.System, Cancelled);
        Assert.Equal("4242424242424242", await after.UnsealAsync(_table.Cards[0].Pan, "card-1", Cancelled));
        Assert.DoesNotContain("pspload-kek-1", await token.ListAsync(Cancelled));
    }

    [Fact]
    public async Task A_wrong_line_is_refused()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        await RunAsync(token, "", "offer");

        Assert.Contains("not the line", (await Assert.ThrowsAsync<SecurityModuleException>(() => RunAsync(token, "what?", "accept"))).Message);
        Assert.Contains(
            "accept the key-encryption key",
            (await Assert.ThrowsAsync<SecurityModuleException>(() => RunAsync(token, Convert.ToBase64String(new byte[384]), "accept"))).Message
        );
    }

    [Fact]
    public async Task An_unknown_verb_shows_the_usage()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        using var output = new StringWriter();
        Assert.Equal(2, await Command(token.Options, "", output).RunAsync(["shred"], Cancelled));
        Assert.Contains("keys rotate", output.ToString());
    }

    private Task<string> RunAsync(SoftToken token, string input, params string[] arguments) => RunAsync(token.Options, input, arguments);

    private async Task<string> RunAsync(SecurityModuleOptions options, string input, params string[] arguments)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await Command(options, input, output).RunAsync(arguments, Cancelled));
        return output.ToString();
    }

    private KeyCommand Command(SecurityModuleOptions options, string input, StringWriter output) =>
        new(
            options,
            () => (_table, _table),
            new FakeTimeProvider(DateTimeOffset.UnixEpoch) { AutoAdvanceAmount = CardVault.RefreshPeriod },
            new StringReader(input),
            output
        );
}
