using System.CommandLine;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Reporting.Capacity;
using PspLoad.Runs.Capacity;
using PspLoad.Runs.Engines;
using PspLoad.Runs.Platforms;

namespace PspLoad.Cli.Commands.Capacity;

/// <summary>
/// <c>capacity</c>: finds the largest load that meets the objectives, what limits it, and the capacity that remains when a part is out; see
/// <see cref="CapacityRun"/>.
/// </summary>
internal static class CapacityCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var scenario = new ScenarioOptions("capacity");
        var options = new CapacityOptions();
        var keep = new Option<bool>("--keep") { Description = "keep the lab that this run started" };
        var noProvision = new Option<bool>("--no-provision") { Description = "do not provision the hosts; only verify them" };
        var command = new Command("capacity", "find the largest load that meets the objectives, what limits it, and how much remains when a part is down")
        {
            environment,
            keep,
            noProvision,
        };
        scenario.AddTo(command, withName: true);
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var read = scenario.Read(parsed);
                var plan = options.Read(parsed, read, Path.Combine(Checkout.Root, "results"), parsed.GetValue(keep));
                using var interrupts = new Interrupts(cancellationToken);
                await using var platform = new EnvironmentPlatform(
                    environment.Read(parsed),
                    read,
                    EngineChoice.Embedded,
                    !parsed.GetValue(noProvision),
                    Checkout.Workstation,
                    new PlatformView()
                );
                var view = new CapacityView(Console.Error, TimeProvider.System);
                var (document, folder) = await new CapacityRun(plan, platform, EngineChoice.Embedded.Engine, view, TimeProvider.System).RunAsync(
                    interrupts.Interruption
                );
                var shown = Path.GetRelativePath(Environment.CurrentDirectory, folder);
                CapacityReport.WriteAll(shown);
                CapacitySummary.Write(Console.Out, document, shown);
                return document.ExitCode;
            }
        );
        return command;
    }
}
