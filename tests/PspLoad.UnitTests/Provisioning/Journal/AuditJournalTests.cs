using Microsoft.Extensions.Time.Testing;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.UnitTests.Provisioning.Journal;

public sealed class AuditJournalTests : IDisposable
{
    private static readonly RoleOnHost s_node = new("app1", "dns");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Journal => _folder["provision.ndjson"];

    [Fact]
    public void A_line_says_who_changed_what_where_and_when()
    {
        Write(1);

        var line = Assert.Single(File.ReadAllLines(Journal));
        foreach (
            var part in new[]
            {
                "\"time\":\"2026-01-02T03:04:05+00:00\"",
                "\"actor\":\"ops@bastion\"",
                "\"host\":\"app1\"",
                "\"role\":\"dns\"",
                "\"before\":\"absent\"",
                "\"after\":\"sha256:1\"",
            }
        )
        {
            Assert.Contains(part, line, StringComparison.Ordinal);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Journal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void A_line_that_a_killed_run_left_unfinished_is_cut_off_and_the_chain_goes_on(int bytesLost)
    {
        Write(3);
        using (var stream = File.OpenWrite(Journal))
            stream.SetLength(stream.Length - bytesLost);

        Write(2);

        var lines = File.ReadAllLines(Journal);
        Assert.Equal(4, lines.Length);
        Assert.Null(AuditChain.FindBreak(lines));
    }

    [Fact]
    public void A_torn_line_that_ends_within_a_character_is_cut_off_too()
    {
        Write(1);
        File.AppendAllBytes(Journal, [.. "{\"actor\":\"gr"u8, 0xC3]);

        Write(1);

        Assert.Null(AuditChain.FindBreak(File.ReadAllLines(Journal)));
    }

    [Fact]
    public void Altering_removing_inserting_or_swapping_a_line_breaks_the_chain_there()
    {
        Write(5);
        var lines = File.ReadAllLines(Journal);

        Assert.Null(AuditChain.FindBreak(lines));
        Assert.Equal(4, AuditChain.FindBreak([.. lines[..2], lines[2].Replace("app1", "app2", StringComparison.Ordinal), .. lines[3..]])!.Line);
        Assert.Equal(3, AuditChain.FindBreak([.. lines[..2], .. lines[3..]])!.Line);
        Assert.Equal(3, AuditChain.FindBreak([.. lines[..2], lines[1], .. lines[2..]])!.Line);
        Assert.Equal(2, AuditChain.FindBreak([lines[0], lines[2], lines[1], .. lines[3..]])!.Line);
        Assert.Equal(1, AuditChain.FindBreak([lines[0][..20], .. lines[1..]])!.Line);
        Assert.Equal(2, AuditChain.FindBreak([lines[0], "null"])!.Line);
    }

    [Fact]
    public void Runs_that_change_nothing_cannot_write() =>
        Assert.Throws<InvalidOperationException>(() => AuditJournal.None.Changed(s_node, "file /a", Change(1)));

    private void Write(int entries)
    {
        using var journal = AuditJournal.Open(Journal, new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), "ops@bastion");
        for (var entry = 1; entry <= entries; entry++)
            journal.Changed(s_node, $"file /größe-{entry}", Change(entry));
    }

    private static Change Change(int number) => new("created", "absent", $"sha256:{number}");
}
