using PspLoad.Reporting.History;

namespace PspLoad.UnitTests.Reporting.History;

public sealed class HistoryTextTests
{
    [Fact]
    public void The_history_is_as_it_was_read()
    {
        HistoryEntry Entry(int day, int code, double p99, double? back, long? wrong) =>
            new(
                $"failover/202611{day:00}-093000",
                "failover",
                "quick",
                new(2026, 11, day, 9, 30, 0, TimeSpan.Zero),
                "f690ccd",
                "VALID",
                code,
                1_193.04,
                4.01,
                p99,
                3.508,
                back,
                wrong
            );
        HistoryEntry[] entries = [Entry(1, 0, 59.8, 2.1, 0), Entry(2, 1, 2_013, null, 0), Entry(3, 5, 63.7, 12, 3), Entry(4, 130, 63.7, null, null)];
        string Written()
        {
            using var output = new StringWriter { NewLine = "\n" };
            HistoryText.Write(output, entries);
            return output.ToString();
        }

        Golden.Equal("history.txt", Written());
        Golden.Equal("history.txt", Golden.InAnotherCulture(Written));
    }
}
