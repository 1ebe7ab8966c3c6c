using PspLoad.Roles.Operations;
using Spectre.Console;

namespace PspLoad.Cli.Terminal;

/// <summary>Prints the state of an environment on one page.</summary>
internal static class StatusPage
{
    public static void Write(FleetStatus status)
    {
        Line($"environment {status.Environment}");
        Line($"released    {status.Release?.Digest ?? "nothing yet"}{(status.Release?.Hosts.Count > 0 ? " (a deployment is unfinished)" : "")}");
        Line($"last change {status.LastChange ?? "none"}");
        Line(status.Active.Count == 0 ? "front       reports no active server" : $"front       {string.Join("\n            ", status.Active)}");
        var table = new Table().Border(TableBorder.Minimal).AddColumns("host", "certificate", "disk", "state");
        foreach (var host in status.Hosts)
        {
            table.AddRow(
                Markup.Escape(host.Host),
                host.CertificateDays is { } days ? $"{days} days" : "–",
                host.DiskPercent is { } disk ? $"{disk} %" : "–",
                Markup.Escape(host.Unreachable ?? string.Join('\n', host.Facts))
            );
        }
        AnsiConsole.Write(table);
    }

    private static void Line(string text) => Console.WriteLine(text);
}
