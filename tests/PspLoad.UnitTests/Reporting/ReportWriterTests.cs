using PspLoad.Reporting;

namespace PspLoad.UnitTests.Reporting;

public sealed class ReportWriterTests
{
    [Fact]
    public void A_folder_gives_the_same_files_each_time()
    {
        using var folder = new ReportFolder(GoldenRuns.Make("failover"));
        ReportWriter.WriteAll(folder.Path);
        var first = Contents(folder.Path);
        ReportWriter.WriteAll(folder.Path);

        Assert.Equal(first, Contents(folder.Path));
    }

    private static SortedDictionary<string, string> Contents(string path) =>
        new(
            Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))))
        );
}
