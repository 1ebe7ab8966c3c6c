using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Core.Errors;
using PspLoad.Roles.Operations.Database;
using PspLoad.Runs.Fleets;

namespace PspLoad.Cli.Commands.Operations;

/// <summary><c>rejoin HOST</c>: makes a former primary a replica. Exit code 3 if that is refused or fails.</summary>
internal static class RejoinCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var host = new Argument<string>("HOST") { Description = "the database to make a replica" };
        var rebuild = new Option<bool>("--rebuild") { Description = "discard its data and rebuild it from the primary" };
        var command = new Command("rejoin", "make a former primary database a replica of the current primary") { environment, host, rebuild };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var definition = environment.Read(parsed);
                var name = parsed.GetRequiredValue(host);
                DatabaseSession.Find(definition, name);
                await using var session = await DatabaseSession.OpenAsync(definition, Checkout.Workstation.Loggers, cancellationToken);
                var rejoin = new DatabaseRejoin(session.Hosts, session.Secrets, session.Journal, Console.WriteLine);
                var result = await rejoin.RunAsync(session.Database(name), parsed.GetValue(rebuild), cancellationToken);
                Console.WriteLine(
                    result is null
                        ? $"{name} is already a replica; nothing was changed"
                        : $"{name} follows {result.Primary} and has everything up to "
                            + $"{result.Position}{(result.Kept is { } kept ? $"; its former binary logs are in {kept}" : "")}"
                );
                return (int)ExitCode.Passed;
            }
        );
        return command;
    }
}
