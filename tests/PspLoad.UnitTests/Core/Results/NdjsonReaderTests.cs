using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.UnitTests.Core.Results;

public sealed class NdjsonReaderTests
{
    [Fact]
    public void A_damaged_line_is_named_and_a_torn_last_line_is_left_out_and_told()
    {
        using var folder = new ReportFolder(new SampleRun());
        var intervals = folder.Read().FileOf(ResultFiles.Intervals);
        var whole = folder.Read().Intervals.Count;
        File.AppendAllText(intervals, "{\"second\":60,\"compl");
        Assert.Equal(whole, folder.Read().Intervals.Count);
        var cut = Assert.Single(folder.Read().Run.Verdict.Findings, finding => finding.Id == FindingId.CutOff);
        Assert.StartsWith("the last line of intervals.ndjson was cut off", cut.Message, StringComparison.Ordinal);

        File.AppendAllText(intervals, "\n{}\n");
        var failed = Assert.Throws<OperationFailedException>(folder.Read);
        Assert.StartsWith($"{intervals}:{whole + 1}: ", failed.Message, StringComparison.Ordinal);
    }
}
