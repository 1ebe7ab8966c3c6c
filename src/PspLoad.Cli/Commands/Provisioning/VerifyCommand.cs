using System.CommandLine;
using System.Globalization;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Verification;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary><c>verify</c>: runs every role's checks from its clients' point of view. Exit code 3 if any check is red.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var selection = new SelectionOptions();
        var output = new OutputOptions();
        var command = new Command("verify", "check that every role works, from its clients' point of view") { environment };
        selection.AddTo(command);
        output.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var options = selection.Read(parsed, definition, check: false);
                var level = output.Read(parsed);
                await using var session = await FleetSession.OpenAsync(definition, Checkout.Workstation.Loggers, cancellationToken);
                var started = TimeProvider.System.GetTimestamp();
                var file = Path.Combine(definition.StateDirectory, "evidence.json");
                Action<Evidence> tell = level is OutputLevel.Normal or OutputLevel.Verbose ? Tell : _ => { };
                var evidence = await new FleetVerification(session).RunAsync(options, file, tell, cancellationToken);
                if (level == OutputLevel.Json)
                    Console.WriteLine(await File.ReadAllTextAsync(file, cancellationToken));
                else
                    Summarise(evidence, TimeProvider.System.GetElapsedTime(started));
                return (int)(evidence.Any(found => found.Status == CheckStatus.Red) ? ExitCode.ProvisioningFailed : ExitCode.Passed);
            }
        );
        return command;
    }

    private static void Tell(Evidence evidence)
    {
        Console.WriteLine($"{Word(evidence.Status), -14} {evidence.Role, -8} {evidence.Check}");
        if (evidence.Status == CheckStatus.Green)
            return;
        foreach (var line in evidence.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Console.WriteLine($"    {line}");
    }

    private static void Summarise(IReadOnlyList<Evidence> evidence, TimeSpan took)
    {
        int Count(CheckStatus status) => evidence.Count(found => found.Status == status);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(CheckStatus.Green)} green, {Count(CheckStatus.Red)} red, {Count(CheckStatus.StandIn)} stand-in, "
                    + $"{Count(CheckStatus.NotApplicable)} not applicable in {took.TotalSeconds:F1} s"
            )
        );
    }

    private static string Word(CheckStatus status) =>
        status switch
        {
            CheckStatus.Green => "green",
            CheckStatus.Red => "RED",
            CheckStatus.StandIn => "stand-in",
            _ => "not applicable",
        };
}
