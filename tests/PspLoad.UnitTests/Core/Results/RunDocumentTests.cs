using System.Text.Json.Nodes;
using Json.Schema;
using PspLoad.Core.Results;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.UnitTests.Core.Results;

/// <summary>Scripts may rely on <c>docs/run.schema.json</c>.</summary>
public sealed class RunDocumentTests
{
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "run.schema.json");

    [Fact]
    public void The_schema_is_that_of_the_records() => Golden.EqualPath(s_file, RunSchema.Make());

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_run_is_valid(int lost)
    {
        using var folder = new ReportFolder(new SampleRun { Lost = lost });

        Assert.True(Evaluate(Document(folder)));
    }

    [Fact]
    public void A_run_without_money_or_with_a_text_for_a_number_is_not()
    {
        using var folder = new ReportFolder(new SampleRun());
        var (without, text, newer) = (Document(folder), Document(folder), Document(folder));
        without.Remove("reconciliation");
        text["throughput"]!["achievedTps"] = "199.8";
        newer["schemaVersion"] = 2;

        Assert.False(Evaluate(without));
        Assert.False(Evaluate(text));
        Assert.False(Evaluate(newer));
    }

    private static JsonObject Document(ReportFolder folder) => JsonNode.Parse(File.ReadAllText(folder.Read().FileOf(ResultFiles.Run)))!.AsObject();

    private static bool Evaluate(JsonObject run) => JsonSchema.FromFile(s_file).Evaluate(run).IsValid;
}
