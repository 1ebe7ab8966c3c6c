using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>SoftHSM rewrites a token's state file at every login, and the file is empty for a moment. No caller may notice.</summary>
public sealed class TokenContentionTests
{
    private const int Others = 3;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Without a second attempt, about one opening in ten was refused here.</summary>
    [Fact]
    public async Task A_token_opens_every_time_while_other_processes_log_in()
    {
        using var token = await SoftToken.CreateWithKekAsync(Cancelled);
        using var enough = new CancellationTokenSource();
        var logins = Enumerable.Range(0, Others).Select(_ => LogInUntilAsync(token, enough.Token)).ToList();

        for (var i = 0; i < 200; i++)
        {
            using var open = Token.Open(token.Options);
            open.FindKek(token.Options.KekLabel);
        }

        await enough.CancelAsync();
        Assert.All(await Task.WhenAll(logins), count => Assert.True(count > 10, $"only {count} logins by another process"));
    }

    [Fact]
    public async Task A_token_made_while_the_process_runs_is_found()
    {
        using var before = await SoftToken.CreateWithKekAsync(Cancelled);
        using (Token.Open(before.Options)) { }

        var label = $"late-{Guid.NewGuid():N}"[..32];
        await SoftToken.RunAsync("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", before.Pin, "--so-pin", "314159"], Cancelled);

        using var late = Token.Open(before.Options with { TokenLabel = label });
        Assert.Empty(late.FindKeks(before.Options.KekLabel));
    }

    /// <summary>Runs another program, which has the same problem and does not try again. Its exit code does not matter here.</summary>
    private static async Task<int> LogInUntilAsync(SoftToken token, CancellationToken enough)
    {
        var count = 0;
        for (; !enough.IsCancellationRequested; count++)
        {
            try
            {
                await token.ListAsync(Cancelled);
            }
            catch (InvalidOperationException)
            {
                // Refused, as described.
            }
        }

        return count;
    }
}
