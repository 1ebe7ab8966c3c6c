using System.Text.RegularExpressions;

namespace PspLoad.UnitTests.Architecture;

/// <summary>The harness replaces a file in one way: <c>DurableFile</c>. Whatever else creates a file has a reason.</summary>
public sealed partial class FileWritesTests
{
    /// <summary>Files of <c>src</c> that create or rename files themselves, on how many lines, and why.</summary>
    private static readonly (string File, int Lines, string Reason)[] s_exceptions =
    [
        ("NdjsonWriter.cs", 1, "grows during the run and is read while it grows"),
        ("AuditJournal.cs", 1, "only appended to; each line is synced"),
        ("JournalSegment.cs", 1, "memory-mapped; written in place during the run"),
        ("HdrLog.cs", 1, "grows under a temporary name; DurableFile.Complete renames it"),
        ("RunnerConsole.cs", 1, "NBomber's output while it runs"),
        ("StoryPartitions.cs", 1, "temporary file without a name"),
        ("SshGet.cs", 1, "temporary file, deleted when it is closed"),
        ("ApplicationSource.cs", 1, "temporary file, deleted when it is closed"),
        ("DebianBootstrap.cs", 1, "input for mmdebstrap in a temporary folder"),
        ("EnvironmentLock.cs", 1, "lock file without content"),
        ("ProcessLock.cs", 1, "lock file without content"),
        ("SealedFile.cs", 1, "lock file without content"),
    ];

    /// <summary>These two run on other machines and do not know Core.</summary>
    private static readonly string[] s_standAlone = ["PspLoad.ReferencePsp", "PspLoad.AcquirerSimulator"];

    [Fact]
    public void Only_DurableFile_replaces_a_file()
    {
        var found = Repository
            .SourceFiles("src")
            .Where(file => !s_standAlone.Contains(Repository.Relative(file).Split(Path.DirectorySeparatorChar)[1]))
            .Select(file => (File: Path.GetFileName(file), Lines: File.ReadLines(file).Count(Creates)))
            .Where(file => file.Lines > 0 && file.File != "DurableFile.cs");

        Assert.Equal(s_exceptions.Select(known => (known.File, known.Lines)).Order(), found.Order());
    }

    [Theory]
    [InlineData("File.WriteAllText(file, text);")]
    [InlineData("await File.WriteAllBytesAsync(file, content, token);")]
    [InlineData("await File.AppendAllLinesAsync(file, lines);")]
    [InlineData("System.IO.File.Move(temporary, file, overwrite: true);")]
    [InlineData("using var stream = File.Create(file);")]
    [InlineData("var stream = new FileStream(file, FileMode.Append);")]
    [InlineData("Mode = FileMode.OpenOrCreate,")]
    [InlineData("var writer = new StreamWriter(file);")]
    [InlineData("info.MoveTo(file);")]
    public void A_write_is_found(string line) => Assert.True(Creates(line));

    [Theory]
    [InlineData("DurableFile.Write(file, text);")]
    [InlineData("File.CreateSymbolicLink(link, target);")]
    [InlineData("var stream = new FileStream(file, FileMode.Open, FileAccess.Read);")]
    [InlineData("// File.WriteAllText(file, text) is not durable")]
    public void Anything_else_is_not(string line) => Assert.False(Creates(line));

    private static bool Creates(string line) => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Creation().IsMatch(line);

    [GeneratedRegex(
        @"\bFile\.(Move|Replace|Copy|WriteAll\w+|AppendAll\w+|AppendText|Create|CreateText|OpenWrite)\(|\bFileMode\.(?!Open\b)|\bnew StreamWriter\(|\.MoveTo\(",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Creation();
}
