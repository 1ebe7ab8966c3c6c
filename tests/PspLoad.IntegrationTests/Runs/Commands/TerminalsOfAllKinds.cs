using System.Text.RegularExpressions;
using PspLoad.IntegrationTests.Load;
using PspLoad.Provisioning.Shells;
using Stub = PspLoad.IntegrationTests.Load.StubServer;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>Narrow terminals, terminals without control sequences, and no terminal, through script(1) of util-linux.</summary>
public sealed partial class TerminalsOfAllKinds
{
    private const char Escape = '\u001b';

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A line that is rewritten must not wrap: only its last row would be cleared.</summary>
    [Theory]
    [InlineData("load", 20, "")]
    [InlineData("load", 40, "")]
    [InlineData("load", 80, "")]
    [InlineData("load", 40, " >result.txt")]
    [InlineData("run", 20, "")]
    [InlineData("run", 40, " >result.txt")]
    [InlineData("run", 80, "")]
    public async Task A_live_line_fits(string command, int columns, string redirected)
    {
        var shown = await ShownAsync(command, $"stty cols {columns}", "xterm-256color", redirected);

        var rewritten = RewrittenLine().Matches(shown).Select(line => line.Groups["text"].Value).ToList();
        Assert.NotEmpty(rewritten);
        Assert.All(rewritten, line => Assert.True(line.Length < columns, $"{line.Length} columns: {line}"));
    }

    [Theory]
    [InlineData("load")]
    [InlineData("run")]
    [InlineData("report")]
    [InlineData("status")]
    public async Task A_dumb_terminal_gets_no_control_sequence(string command)
    {
        var shown = await ShownAsync(command, "stty cols 80", "dumb", "");

        Assert.NotEmpty(shown);
        Assert.DoesNotContain(Escape, shown);
    }

    [Fact]
    public async Task Colours_are_left_out_where_nobody_wants_them()
    {
        var colored = await ShownAsync("report", "stty cols 80", "xterm-256color", "");
        var plain = await ShownAsync("report", "stty cols 80; export NO_COLOR=1", "xterm-256color", "");
        var piped = await ShownAsync("report", "stty cols 80", "xterm-256color", " | cat");

        // The runtime itself sets the mode of the keypad, which is no colour.
        Assert.Matches(Color(), colored);
        Assert.DoesNotMatch(Color(), plain);
        Assert.DoesNotMatch(Color(), piped);
    }

    private static async Task<string> ShownAsync(string command, string before, string terminal, string redirected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script(1), which gives a program a terminal");
        await using var server = await Stub.StartAsync(Cancellation);
        await using var sandbox = await CommandSandbox.CreateAsync(CommandExamples.UsesPsp(command));
        var arguments = sandbox.Arguments(CommandExamples.All[command], server.Url).Select(word => word == "1s" ? "3s" : word);
        string[] environment = [$"PSPLOAD_ROOT={sandbox.Root}", $"TERM={terminal}", "PSPLOAD_SECRETS_PASSPHRASE=x"];
        // The runner of the tests sets NO_COLOR for itself.
        var line =
            $"unset NO_COLOR; cd {Shell.Quote(sandbox.Root)}; {before}; "
            + $"env {Shell.Join([.. environment, "dotnet", BuiltProgram.Cli, .. arguments])}{redirected}";
        await using var process = ChildProcess.Start("script", "-qec", line, "/dev/null");
        process.Input.Close();
        return (await process.FinishAsync(Cancellation)).Output;
    }

    /// <summary>SGR of ECMA-48.</summary>
    [GeneratedRegex(@"\u001b\[[0-9;]*m", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();

    /// <summary>What the next line replaces.</summary>
    [GeneratedRegex(@"\r\u001b\[2K(?<text>[^\r\n]*)(?=\r\u001b\[2K)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RewrittenLine();
}
