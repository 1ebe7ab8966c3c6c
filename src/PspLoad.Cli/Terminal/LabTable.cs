using PspLoad.Lab;
using Spectre.Console;

namespace PspLoad.Cli.Terminal;

/// <summary>Prints the hosts of a lab as a table.</summary>
internal static class LabTable
{
    public static void Write(LabStatus lab)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("host", "address", "container", "system", "published on this machine");
        foreach (var host in lab.Hosts)
        {
            table.AddRow(
                Markup.Escape(host.Name),
                host.Address?.ToString() ?? "–",
                host.State.ToString().ToLowerInvariant(),
                host.Boot is null ? "–" : Markup.Escape(host.FailedUnits.Count == 0 ? host.Boot : $"{host.Boot}: {string.Join(", ", host.FailedUnits)}"),
                string.Join(", ", host.Published.Select(pair => $"{pair.Value} → {pair.Key}"))
            );
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"lab {lab.Environment} ({lab.Id}): {lab.State.ToString().ToLowerInvariant()}{(lab.Subnet is { } subnet ? $", {subnet}" : "")}");
    }
}
