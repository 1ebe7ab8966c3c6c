using System.Text.Json;
using System.Text.Json.Nodes;
using PspLoad.Core.Results;
using PspLoad.Reporting;
using PspLoad.Reporting.Runs;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.UnitTests.Core.Results;

public sealed class RunFileTests
{
    private const string LaterFinding = "phase-of-the-moon";

    [Fact]
    public void A_finding_of_a_later_version_is_kept_as_written()
    {
        using var folder = new ReportFolder(new SampleRun());
        AddLaterFinding(folder);

        var run = RunFile.Read(Path.Combine(folder.Path, ResultFiles.Run));

        var finding = Assert.Single(run.Verdict.Findings, finding => finding.Id is null);
        Assert.Equal((LaterFinding, Severity.Warning, "full"), (finding.Name, finding.Severity, finding.Message));
        Assert.Equal(run.Verdict.Findings.Count, run.Verdict.Findings.Select(known => known.Name).Distinct(StringComparer.Ordinal).Count());
        var again = JsonSerializer.SerializeToNode(run, ResultsJson.Default.RunDocument)!;
        Assert.Equal(LaterFinding, (string)again["verdict"]!["findings"]!.AsArray()[^1]!["id"]!);
    }

    [Fact]
    public void A_report_shows_a_finding_of_a_later_version()
    {
        using var folder = new ReportFolder(new SampleRun());
        AddLaterFinding(folder);

        ReportWriter.WriteAll(folder.Path);

        var page = File.ReadAllText(Path.Combine(folder.Path, ReportFiles.Html));
        Assert.Contains($"<span>full</span> <code>{LaterFinding}</code>", page, StringComparison.Ordinal);
    }

    private static void AddLaterFinding(ReportFolder folder)
    {
        var file = Path.Combine(folder.Path, ResultFiles.Run);
        var run = JsonNode.Parse(File.ReadAllText(file))!;
        run["verdict"]!["findings"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["id"] = LaterFinding,
                    ["severity"] = "warning",
                    ["message"] = "full",
                }
            );
        File.WriteAllText(file, run.ToJsonString());
    }
}
