using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PspLoad.Core.Errors;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>What <c>--help</c> says is so: each option is there, and a wrong value is refused in one line that names the option and quotes the value.</summary>
public sealed partial class HelpIsTrue
{
    /// <summary>A value that is wrong for what the help calls it.</summary>
    private static readonly Dictionary<string, string> s_wrong = new(StringComparer.Ordinal)
    {
        ["URL"] = "gopher://x",
        ["N"] = "many",
        ["TPS"] = "many",
        ["CODE"] = "many",
        ["PERCENT"] = "lots",
        ["SECONDS"] = "soon",
        ["TIME"] = "soon",
        ["TIME:TARGET"] = "soon",
        ["CONDITION"] = "p99 below 3",
        ["HEADER"] = "nonsense",
        ["METHOD"] = "G T",
        ["TEXT"] = "@no-such-file",
        ["ADDRESS[:PORT]"] = "nowhere",
        ["FILE"] = "/no-such-folder/file",
        ["DIR"] = "/dev/null/folder",
        ["HOST"] = "no-such-host",
        ["ROLE"] = "teapot",
        ["ENV"] = "no-such-environment",
        ["SCENARIO"] = "no-such-scenario",
        ["NAME"] = "no-such-engine",
        ["PART"] = "teapot",
        ["REF"] = "no-such-image",
        ["KEY=VALUE"] = "nonsense",
        ["ROLE.KEY=A,B"] = "nonsense",
        // Without NBomber, each of its options is wrong.
        ["ID"] = "some-session",
        ["PACKAGE"] = "Some.Sink",
        ["NAME=VALUE"] = "agent-group=one",
    };

    /// <summary>Options for which every value is right, or that only somebody else can judge.</summary>
    private static readonly (string Option, string Reason)[] s_anyValue =
    [
        ("--reason", "a text for a log"),
        ("--base", "the container engine knows its images"),
    ];

    private const string Owner = "--i-own-this-target";

    /// <summary>TEST-NET-1 (RFC 5737): nobody owns this address.</summary>
    private const string Elsewhere = "http://192.0.2.1/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_option_refuses_a_wrong_value()
    {
        var wrong = new ConcurrentBag<string>();
        var tried = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation };

        await Parallel.ForEachAsync(CommandExamples.Commands, options, async (command, cancel) =>
        {
            await using var sandbox = await CommandSandbox.CreateAsync(CommandExamples.UsesPsp(command));
            var help = await sandbox.RunAsync([.. command.Split(' '), "--help"], "", cancel);
            var lines = Option().Matches(help.Output).ToList();
            if (help.ExitCode != 0 || lines.Count == 0)
                wrong.Add($"{command} --help: {help}");
            foreach (var line in lines)
            {
                var (name, kind) = (line.Groups["name"].Value, line.Groups["kind"].Value);
                if (name == "--help" || s_anyValue.Any(free => free.Option == name))
                    continue;
                var isFlag = kind.Length == 0;
                if (!isFlag && !s_wrong.ContainsKey(kind))
                    wrong.Add($"{command} {name}: there is no wrong value for <{kind}>");
                var value = isFlag ? "maybe" : s_wrong.GetValueOrDefault(kind, "");
                var usual = sandbox
                    .Arguments(CommandExamples.All[command], new Uri("http://127.0.0.1:1/"))
                    .Select(word => name == Owner && word.StartsWith("http://127", StringComparison.Ordinal) ? Elsewhere : word);
                string[] arguments = [.. Without([.. usual], name), .. isFlag ? [$"{name}={value}"] : new[] { name, value }, .. With(name)];
                var end = await sandbox.RunAsync(arguments, "", cancel);
                Interlocked.Increment(ref tried);
                // Lines of progress begin with the time.
                var said = end.ErrorLines.Where(text => !text.StartsWith('[')).ToList();
                if (
                    end.ExitCode != (int)ExitCode.InvalidUsage
                    || said is not [var only]
                    || !only.Contains(name, StringComparison.Ordinal)
                    || !only.Contains(value, StringComparison.Ordinal)
                    || only.Contains("System.", StringComparison.Ordinal)
                )
                {
                    wrong.Add($"{string.Join(' ', arguments)}: {end}");
                }
            }
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {tried}:\n{string.Join("\n\n", wrong.Order(StringComparer.Ordinal))}");
        Assert.True(tried > 100, $"only {tried} options were tried");
    }

    /// <summary>Options that the option needs, or that exclude it.</summary>
    private static string[] With(string option) =>
        option switch
        {
            "--webhooks" => ["--webhook-secret-file", "merchant"],
            "--webhook-secret-file" => ["--webhooks", "http://127.0.0.1:1/hooks"],
            "--key" => ["--cert", "certificate.pem"],
            _ => [],
        };

    private static IEnumerable<string> Without(string[] arguments, string option)
    {
        // The load's model and its length exclude their alternatives.
        string[] excluded = option switch
        {
            "--connections" => ["--rate", option],
            "--stage" => ["--duration", option],
            "--duration" => ["-d", option],
            "--environment" => ["-e", option, "--target", "--merchant"],
            "--scenario" => ["-s", option],
            _ => [option],
        };
        for (var index = 0; index < arguments.Length; index++)
        {
            if (excluded.Contains(arguments[index]))
                index++;
            else
                yield return arguments[index];
        }
    }

    [GeneratedRegex(@"^  (-[\w?], )*(-h, )?(?<name>--[\w-]+)( <(?<kind>.+?)>)?( \(REQUIRED\))?  ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Option();
}
