using System.Globalization;
using System.Text;
using PspLoad.Capacity.Comparison;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Capacity;

/// <summary>The comparison of two settings, as Markdown.</summary>
public static class SettingText
{
    public const string File = "ab.md";

    /// <summary>Writes <see cref="File"/> into the folder.</summary>
    /// <param name="folder">folder of the comparison</param>
    /// <param name="comparison">what was measured</param>
    /// <returns>the text, for the console</returns>
    public static string Write(string folder, SettingComparison comparison)
    {
        var text = new StringBuilder();
        if (comparison.Provenance.IsLab)
            text.Append($"> **{CapacityStatement.LabNotice}**\n\n");
        text.Append($"# {comparison.A} against {comparison.B}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{comparison.Trials.Count} trials of {Humane.Length(comparison.LengthSeconds)} at {Humane.Rate(comparison.Rate)}, alternating, "
        );
        text.Append(CultureInfo.InvariantCulture, $"scenario {comparison.Scenario} on {comparison.Environment}. ");
        text.Append("B ÷ A over pairs, geometric mean with 95 % confidence interval; *differs* if the interval excludes 1.\n\n");
        text.Append("| figure | A (median) | B (median) | B ÷ A | 95 % interval | |\n|---|--:|--:|--:|--:|---|\n");
        foreach (var figure in comparison.Figures)
            text.Append(Row(figure));
        if (comparison.PairsLeftOut > 0)
            text.Append($"\n{Humane.Of(comparison.PairsLeftOut, "pair")} left out: a trial was INVALID.\n");
        if (comparison.BegunCold > 0)
        {
            text.Append(
                $"\nCOLD: after {Humane.Of(comparison.BegunCold, "change")} of the setting the system was still warming up when it was measured. "
                    + "More pairs, or a higher rate, reduce this effect.\n"
            );
        }

        if (comparison.ExitCode == (int)ExitCode.Interrupted)
            text.Append("\nInterrupted: only complete pairs are compared.\n");
        text.Append(
            comparison.Violations == 0
                ? "\nMoney: every payment of every trial is accounted for.\n"
                : $"\n**MONEY IS NOT ACCOUNTED FOR: {Humane.Of(comparison.Violations, "violation")}.**\n"
        );
        foreach (var finding in comparison.Findings)
            text.Append($"\n{finding.Severity.JsonName()}: {finding.Message}\n");
        DurableFile.Write(Path.Combine(folder, File), text.ToString());
        return text.ToString();
    }

    private static string Row(PairedFigure figure)
    {
        var ratio = figure.Ratio is { } known
            ? $"{known.Mean:0.000} | {known.Low:0.000} to {known.High:0.000} | {(figure.Differs ? "differs" : "no difference beyond noise")}"
            : "– | – | not measured";
        return $"| {figure.Name} | {Median(figure.A)} | {Median(figure.B)} | {ratio} |\n";
    }

    private static string Median(IReadOnlyList<double> values) => values.Count == 0 ? "–" : Humane.Digits(values.Order().ElementAt(values.Count / 2));
}
