using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Every problem with the token is one clear line at start.</summary>
public sealed class SecurityModuleErrorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_library_is_named()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        await FailsAsync(token.Options with { LibraryPath = "/usr/lib/no-such-library.so" }, "/usr/lib/no-such-library.so does not exist", "install it");
    }

    [Fact]
    public async Task A_dangling_link_is_a_missing_library()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        var link = $"{token.Options.PinFile}.so";
        File.CreateSymbolicLink(link, "/nowhere/libsofthsm2.so");
        await FailsAsync(token.Options with { LibraryPath = link }, "does not exist");
    }

    [Fact]
    public async Task A_file_that_is_not_a_library_is_named()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        await FailsAsync(token.Options with { LibraryPath = token.Options.PinFile }, token.Options.PinFile, "cannot be used");
    }

    [Fact]
    public async Task A_missing_token_is_reported_with_the_existing_ones()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        await FailsAsync(token.Options with { TokenLabel = "elsewhere" }, "no token is called 'elsewhere'", token.Options.TokenLabel);
    }

    [Fact]
    public async Task A_wrong_pin_is_refused_and_never_shown()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        await File.WriteAllTextAsync(token.Options.PinFile, "161803", Cancelled);

        var failure = await FailsAsync(token.Options, "refuses the PIN", token.Options.PinFile);

        Assert.DoesNotContain("161803", failure.Message);
    }

    [Fact]
    public async Task A_missing_pin_file_is_named()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        await FailsAsync(token.Options with { PinFile = "/nowhere/pin" }, "PIN cannot be read", "/nowhere/pin");
    }

    [Fact]
    public async Task A_missing_key_is_named()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        await FailsAsync(token.Options, "no key-encryption key 'pspload-kek-1'", "keys create");
    }

    [Fact]
    public async Task A_key_that_could_leave_the_token_is_refused()
    {
        using var token = await SoftToken.CreateAsync(Cancelled);
        await SoftToken.RunAsync(
            "pkcs11-tool",
            [
                "--module",
                SoftToken.Library,
                "--token-label",
                token.Options.TokenLabel,
                "--login",
                "--pin",
                token.Pin,
                "--keygen",
                "--key-type",
                "AES:32",
                "--label",
                "pspload-kek-1",
                "--extractable",
            ],
            Cancelled
        );

        await FailsAsync(token.Options, "could leave token", "must be sensitive and not extractable");
    }

    private static async Task<SecurityModuleException> FailsAsync(SecurityModuleOptions options, params string[] parts)
    {
        var failure = await Assert.ThrowsAsync<SecurityModuleException>(() =>
            CardVault.OpenAsync(options, new KeyTableInMemory(), TimeProvider.System, Cancelled)
        );
        Assert.DoesNotContain('\n', failure.Message);
        Assert.All(parts, part => Assert.Contains(part, failure.Message));
        return failure;
    }
}
