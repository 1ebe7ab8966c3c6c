using System.Globalization;
using System.Text;
using Renci.SshNet;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>Writes the report: medians, ratios, and which goals were met.</summary>
internal static class ProvisionReport
{
    private const double ApplyGoal = 10;
    private const double NoOpGoal = 20;
    private const double TenHostsGoalSeconds = 2;

    /// <returns>Markdown</returns>
    public static string Text(IReadOnlyList<Measurement> all, BenchmarkSize size, string ansible, string openSsh)
    {
        const string own = OwnEngine.EngineName;
        string[] peers = [AnsibleEngine.Plain, AnsibleEngine.Tuned];
        all = Complete(all);
        var rounds = all.Select(measurement => measurement.Round).Distinct().Count();
        var text = new StringBuilder(
            $"""
            # Provisioning compared with Ansible

            {size.Files} file resources (1 to 4 KiB, mode, owner and group) on each of {size.Hosts} hosts of one lab. Medians of {rounds} rounds, with
            the lowest and the highest in brackets. In each round, every engine starts without the files, applies them, and then runs again with
            nothing to change. The order of the engines changes from round to round.{(
                size == BenchmarkSize.Full ? "" : " **Quick run: not to be quoted.**"
            )}

            | | {own} | {string.Join(" | ", peers)} | faster Ansible run ÷ {own} | goal | |
            |---|---:|{string.Concat(peers.Select(_ => "---:|"))}---:|---:|---|

            """
        );
        Row("apply", MeasuredCase.Apply, ApplyGoal);
        Row("no-op", MeasuredCase.NoOp, NoOpGoal);
        var ten = Seconds(MeasuredCase.NoOpOnTen, own);
        return text.Append(
                CultureInfo.InvariantCulture,
                $"""
                | no-op on {size.MostHosts} hosts | {Shown(ten)} | {string.Concat(peers.Select(_ => "| "))}| ≤ {TenHostsGoalSeconds} s | {Verdict(
                    Median(ten) <= TenHostsGoalSeconds
                )} |

                Each measurement times one process from start to end.

                - **{own}** reads the environment, finds the lab, opens secrets and journal, and **opens a new connection to every host** through the console,
                  with pinned keys on both hops. It is the engine of `provision` with its normal file resource, in a Release build.
                - **Ansible** keeps its connections open from run to run (ControlPersist, opened before the first round). It uses the same console, the same key
                  and pinned keys. It gathers no facts, looks for no interpreter, and has one `copy` task per file.

                After each apply, the files on the hosts are compared with the declaration: content, mode, owner and group. What each engine reports (changed,
                ok) is checked too. Hosts and engines share one machine.

                {EnvironmentBlock.Text(ansible, openSsh, $"SSH.NET {typeof(SshClient).Assembly.GetName().Version!.ToString(3)}")}

                """
            )
            .ToString();

        void Row(string name, MeasuredCase measured, double goal)
        {
            var ratios = all.Where(measurement => measurement.Case == measured)
                .GroupBy(measurement => measurement.Round)
                .Select(round =>
                    round.Where(measurement => measurement.Engine != own).Min(measurement => measurement.Seconds)
                    / round.Single(measurement => measurement.Engine == own).Seconds
                )
                .ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {Shown(Seconds(measured, own))} | {string.Join(" | ", peers.Select(peer => Shown(Seconds(measured, peer))))} "
                    + $"| **{Median(ratios):F1}** ({ratios.Min():F1}–{ratios.Max():F1}) | ≥ {goal} | {Verdict(Median(ratios) >= goal)} |\n"
            );
        }

        List<double> Seconds(MeasuredCase measured, string engine) =>
            [.. all.Where(measurement => measurement.Case == measured && measurement.Engine == engine).Select(measurement => measurement.Seconds)];
    }

    /// <summary>Drops the measurements of interrupted rounds. The last case of a complete round is this project's on ten hosts.</summary>
    private static List<Measurement> Complete(IReadOnlyList<Measurement> all)
    {
        var complete = all.Where(measurement => measurement.Case == MeasuredCase.NoOpOnTen).Select(measurement => measurement.Round).ToHashSet();
        return [.. all.Where(measurement => complete.Contains(measurement.Round))];
    }

    private static string Verdict(bool isMet) => isMet ? "met" : "**missed**";

    private static string Shown(List<double> seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(seconds):F2} s ({seconds.Min():F2}–{seconds.Max():F2})");

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
