using System.Security.Cryptography;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Sealing on a real token.</summary>
public sealed class SecurityModuleTests
{
    private const string Pan = "4242424242424242";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sealed_number_opens_again_and_reveals_nothing()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        using var vault = await CardVault.OpenAsync(token.Options, new KeyTableInMemory(), TimeProvider.System, Cancelled);

        var first = vault.Seal(Pan, "card-1");
        var second = vault.Seal(Pan, "card-1");

        Assert.Equal(Pan, await vault.UnsealAsync(first, "card-1", Cancelled));
        Assert.NotEqual(first.Bytes, second.Bytes);
        Assert.Equal(12 + 16 + 16, first.Bytes.Length);
        Assert.False(first.Bytes.AsSpan().IndexOf("4242"u8) >= 0);
    }

    [Fact]
    public async Task A_sealed_number_opens_only_for_its_card_and_only_unchanged()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        using var vault = await CardVault.OpenAsync(token.Options, new KeyTableInMemory(), TimeProvider.System, Cancelled);
        var pan = vault.Seal(Pan, "card-1");

        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.UnsealAsync(pan, "card-2", Cancelled));
        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.UnsealAsync(pan with { KeyId = 99 }, "card-1", Cancelled));
        for (var i = 0; i < pan.Bytes.Length; i++)
        {
            var changed = (byte[])pan.Bytes.Clone();
            changed[i] ^= 1;
            await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.UnsealAsync(pan with { Bytes = changed }, "card-1", Cancelled));
        }
    }

    [Fact]
    public async Task A_restart_and_a_second_node_find_the_same_keys()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var table = new KeyTableInMemory();
        SealedPan pan;
        byte[] index;
        using (var before = await CardVault.OpenAsync(token.Options, table, TimeProvider.System, Cancelled))
            (pan, index) = (before.Seal(Pan, "card-1"), before.BlindIndex(Pan));

        using var after = await CardVault.OpenAsync(token.Options, table, TimeProvider.System, Cancelled);

        Assert.Equal(Pan, await after.UnsealAsync(pan, "card-1", Cancelled));
        Assert.Equal(index, after.BlindIndex(Pan));
        Assert.NotEqual(index, after.BlindIndex("4000000000000002"));
        Assert.NotEqual(index, HMACSHA256.HashData(new byte[32], "4242424242424242"u8));
    }

    [Fact]
    public async Task Nodes_that_start_at_the_same_time_agree_on_the_first_keys()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var table = new KeyTableInMemory();

        var vaults = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => CardVault.OpenAsync(token.Options, table, TimeProvider.System, Cancelled), Cancelled))
        );

        Assert.Equal(2, (await table.ReadAllAsync(Cancelled)).Count);
        var (pan, index) = (vaults[0].Seal(Pan, "card-1"), vaults[0].BlindIndex(Pan));
        foreach (var vault in vaults)
        {
            Assert.Equal(Pan, await vault.UnsealAsync(pan, "card-1", Cancelled));
            Assert.Equal(index, vault.BlindIndex(Pan));
            vault.Dispose();
        }
    }

    [Fact]
    public async Task Many_threads_seal_and_open_at_once()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        using var vault = await CardVault.OpenAsync(token.Options, new KeyTableInMemory(), TimeProvider.System, Cancelled);

        await Parallel.ForAsync(0, 20_000, Cancelled, async (i, _) =>
        {
            var pan = $"{4_000_000_000_000_000 + i}";
            Assert.Equal(pan, await vault.UnsealAsync(vault.Seal(pan, $"card-{i}"), $"card-{i}", Cancelled));
        });
    }

    [Fact]
    public async Task Stored_keys_are_wrapped_and_a_changed_one_is_refused()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var table = new KeyTableInMemory();
        using (await CardVault.OpenAsync(token.Options, table, TimeProvider.System, Cancelled)) { }

        var key = (await table.ReadAllAsync(Cancelled)).Single(key => key.Purpose == KeyPurpose.Card);
        Assert.Equal(40, key.Wrapped.Length);
        key.Wrapped[7] ^= 1;

        var failure = await Assert.ThrowsAsync<SecurityModuleException>(() => CardVault.OpenAsync(token.Options, table, TimeProvider.System, Cancelled));
        Assert.Contains($"unwrap key {key.Id}", failure.Message);
    }

    [Fact]
    public async Task Nothing_is_sealed_after_dispose()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var vault = await CardVault.OpenAsync(token.Options, new KeyTableInMemory(), TimeProvider.System, Cancelled);
        var pan = vault.Seal(Pan, "card-1");

        vault.Dispose();

        Assert.Throws<ObjectDisposedException>(() => vault.Seal(Pan, "card-1"));
        Assert.Throws<ObjectDisposedException>(() => vault.BlindIndex(Pan));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await vault.UnsealAsync(pan, "card-1", Cancelled));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => vault.RefreshAsync(Cancelled));
    }
}
