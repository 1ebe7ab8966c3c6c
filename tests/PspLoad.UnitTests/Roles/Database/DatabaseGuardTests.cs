using PspLoad.Roles.Templates;
using PspLoad.UnitTests.Provisioning;

namespace PspLoad.UnitTests.Roles.Database;

/// <summary>The script that makes a primary writable, run as on a host but with a scripted <c>mariadb</c> client.</summary>
public sealed class DatabaseGuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public DatabaseGuardTests()
    {
        File.WriteAllText(
            _folder["guard"],
            TemplateText.Render(
                "Database/guard.liquid",
                new
                {
                    PartFile = _folder["part"],
                    Socket = "/nowhere",
                    PeerOptions = "/nowhere",
                    PromotionFile = _folder["promotion.cnf"],
                    Port = 3306,
                    RefusedSeconds = 1,
                    SemiSync = "ON",
                    Peers = new List<string> { "192.0.2.2" },
                }
            )
        );
        Program("bash", $"cat '{_folder["tcp"]}'");
        Program(
            "mariadb",
            $$"""
            case "$*" in
                *--host=*) cat '{{_folder["peer"]}}' ;;
                *) for last; do :; done; echo "$last" >>'{{_folder["statements"]}}' ;;
            esac
            """
        );
        File.WriteAllText(_folder["statements"], "");
        Set("promotion.cnf", "[mariadbd]\nreport_host = promoted-1000");
        Set("part", "primary");
        Set("tcp", "");
    }

    private string Part => File.ReadAllText(_folder["part"]).Trim();

    private string Statements => File.ReadAllText(_folder["statements"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1 promoted-0")]
    [InlineData("1 promoted-999")]
    public async Task A_primary_takes_writes_where_no_other_server_does_and_none_was_promoted_later(string answer)
    {
        Set("peer", answer);

        Assert.Equal(0, await GuardAsync());

        Assert.Contains("SET GLOBAL read_only = OFF", Statements, StringComparison.Ordinal);
        Assert.Equal("primary", Part);
    }

    [Fact]
    public async Task A_server_that_refuses_connections_for_long_enough_takes_no_writes()
    {
        Set("peer", "ERROR 2002 (HY000): Can't connect to server on '192.0.2.2' (115)");
        Set("tcp", "bash: connect: Connection refused");

        Assert.Equal(0, await GuardAsync());

        Assert.Contains("SET GLOBAL read_only = OFF", Statements, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ERROR 2002 (HY000): Can't connect to server on '192.0.2.2' (115)")]
    [InlineData("ERROR 1045 (28000): Access denied for user 'peer'@'192.0.2.1'")]
    public async Task It_waits_for_a_server_that_does_not_say(string answer)
    {
        Set("peer", answer);

        Assert.Equal(StillWaiting, await GuardAsync());

        Assert.Equal("", Statements);
        Assert.Equal("primary", Part);
    }

    [Theory]
    [InlineData("0 promoted-0")]
    [InlineData("1 promoted-1001")]
    public async Task It_is_fenced_where_another_server_takes_writes_or_was_promoted_later(string answer)
    {
        Set("peer", answer);

        Assert.Equal(0, await GuardAsync());

        Assert.DoesNotContain("read_only = OFF", Statements, StringComparison.Ordinal);
        Assert.Equal("fenced", Part);
    }

    [Fact]
    public async Task One_that_was_never_promoted_gives_way_to_one_that_was()
    {
        File.Delete(_folder["promotion.cnf"]);
        Set("peer", "1 promoted-1");

        Assert.Equal(0, await GuardAsync());

        Assert.Equal("fenced", Part);
    }

    [Fact]
    public async Task A_replica_is_left_alone()
    {
        Set("part", "replica");
        Set("peer", "1 promoted-0");

        Assert.Equal(0, await GuardAsync());

        Assert.Equal("", Statements);
    }

    private const int StillWaiting = 124;

    private void Program(string name, string script)
    {
        File.WriteAllText(_folder[name], $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(_folder[name], (UnixFileMode)0b111_101_101);
    }

    private void Set(string file, string text) => File.WriteAllText(_folder[file], text + "\n");

    private async Task<int> GuardAsync() => (await _shell.AskAsync($"PATH='{_folder.Path}':$PATH timeout 4 sh '{_folder["guard"]}'")).ExitCode;
}
