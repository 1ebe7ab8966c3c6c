using System.CommandLine;
using System.Globalization;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Roles.Operations.Database;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary><c>promote HOST</c>: makes the replica the primary. Exit code 3 if the promotion is refused or fails.</summary>
internal static class PromoteCommand
{
    private const int DrainSeconds = 30;

    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var host = new Argument<string>("HOST") { Description = "the database to promote" };
        var force = new Option<bool>("--force") { Description = "promote even if acknowledged data may be lost or the old primary cannot be fenced" };
        var drain = new Option<string>("--drain")
        {
            Description = $"seconds for the replica to apply everything it has received (default {DrainSeconds})",
            HelpName = "SECONDS",
        };
        var command = new Command("promote", "make a database replica the primary without losing data") { environment, host, force, drain };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var reader = new OptionReader(parsed);
                var seconds = reader.Integer(drain, DrainSeconds, 1, 3600);
                reader.RefuseProblems();
                var definition = environment.Read(parsed);
                DatabaseSession.Find(definition, parsed.GetRequiredValue(host));
                await using var session = await DatabaseSession.OpenAsync(definition, Checkout.Workstation.Loggers, cancellationToken);
                var promotion = new DatabasePromotion(session.Hosts, session.IsDownAsync, session.Journal, Console.WriteLine, TimeProvider.System);
                var options = new PromotionOptions(parsed.GetValue(force), TimeSpan.FromSeconds(seconds));
                Tell(await promotion.RunAsync(session.Database(parsed.GetRequiredValue(host)), options, cancellationToken), parsed.GetRequiredValue(host));
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }

    private static void Tell(PromotionResult? result, string host)
    {
        if (result is null)
        {
            Console.WriteLine($"{host} is already the primary; nothing was changed");
            return;
        }
        if (result.Lost is { } lost)
            Console.WriteLine($"forced: {lost}");
        if (result.Former is null)
        {
            Console.WriteLine($"{host} takes writes; ./run.sh status shows whether a replica follows it");
            return;
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Primary} is the primary; writes were impossible for {result.ReadOnlyFor.TotalSeconds:F1} "
                    + $"s; ./run.sh rejoin {result.Former} makes {result.Former} its replica"
            )
        );
    }
}
