using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Runs.Origins;

namespace PspLoad.Cli.Commands.Runs;

/// <summary>The options of <c>run</c> and <c>smoke</c>.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _keep = new("--keep") { Description = "keep the lab that this run started" };
    private readonly Option<bool> _noProvision = new("--no-provision") { Description = "do not provision the hosts; only verify them" };
    private readonly Option<string> _results = new("--results") { Description = "folder of all results (default: results)", HelpName = "DIR" };
    private readonly Option<string> _target = new("--target")
    {
        Description = "URL of an existing PSP instead of an environment: no provisioning, no faults",
        HelpName = "URL",
    };
    private readonly Option<string> _owned = new("--i-own-this-target")
    {
        Description = "repeat the target's host name if it is not this machine",
        HelpName = "HOST",
    };
    private readonly Option<string> _merchant = new("--merchant")
    {
        Description = "with --target: file with API key and signing secret, one line each",
        HelpName = "FILE",
    };
    private readonly Option<string> _authorities = new("--cacert")
    {
        Description = "with --target: PEM file of certificate authorities to trust",
        HelpName = "FILE",
    };
    private readonly Option<string> _webhooks = new("--webhooks")
    {
        Description = "with --target: URL on this machine that receives the PSP's webhooks; they are compared, too",
        HelpName = "URL",
    };
    private readonly Option<string> _webhookSecret = new("--webhook-secret-file")
    {
        Description = "with --webhooks: file with the webhook secret, one line",
        HelpName = "FILE",
    };

    public EnvironmentOption Environment { get; } = EnvironmentOption.Create();

    public EngineOption Engine { get; } = EngineOption.Create();

    public NBomberOptions NBomber { get; } = new();

    public ScenarioOptions Scenario { get; } = new();

    public void AddTo(Command command, bool withScenario)
    {
        command.Add(Environment);
        Scenario.AddTo(command, withScenario);
        command.Add(Engine);
        NBomber.AddTo(command);
        foreach (var option in new Option[] { _keep, _noProvision, _results, _target, _owned, _merchant, _authorities, _webhooks, _webhookSecret })
            command.Add(option);
    }

    public bool Keeps(ParseResult parsed) => parsed.GetValue(_keep);

    public bool Provisions(ParseResult parsed) => !parsed.GetValue(_noProvision);

    public string ResultsIn(ParseResult parsed) => parsed.GetValue(_results) ?? Path.Combine(Checkout.Root, "results");

    /// <returns>null if the run uses an environment</returns>
    /// <exception cref="OperationFailedException"><c>--target</c> without <c>--merchant</c>, or an option of <c>--target</c> without it.</exception>
    public RunOrigin? OriginOf(ParseResult parsed)
    {
        var url = parsed.GetValue(_target);
        Option<string>[] ofTarget = [_merchant, _authorities, _owned, _webhooks, _webhookSecret];
        if (url is null && ofTarget.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } lonely)
            throw new OperationFailedException(ExitCode.InvalidUsage, $"{lonely.Name} needs --target", "add --target URL");
        if (url is not null && parsed.GetResult(Environment) is { Implicit: false })
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"--environment {ConfigurationError.Quote(parsed.GetRequiredValue(Environment))} and --target exclude each other",
                "omit one of them"
            );
        }
        if (url is not null && parsed.GetValue(_merchant) is null)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                "--target needs the credentials of a merchant",
                "add --merchant FILE: API key and signing secret, one line each"
            );
        }

        if (parsed.GetValue(_webhooks) is null != parsed.GetValue(_webhookSecret) is null)
            throw new OperationFailedException(ExitCode.InvalidUsage, "--webhooks and --webhook-secret-file need each other", "give both or none");

        string? Full(Option<string> option) => parsed.GetValue(option) is { } path ? Path.GetFullPath(path) : null;
        return url is null
            ? null
            : new RunOrigin(null, url, parsed.GetValue(_owned), Full(_merchant), Full(_authorities))
            {
                Webhooks = parsed.GetValue(_webhooks),
                WebhookSecretFile = Full(_webhookSecret),
            };
    }
}
