using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.UnitTests.Provisioning.Ssh.Sessions;

public sealed class RemoteCommandLineTests
{
    [Fact]
    public void The_login_users_command_is_marked_and_gets_its_variables() =>
        Assert.Equal(
            "export PSPLOAD_RUN=abc A='1 2'\nid",
            RemoteCommandLine.Build("id", "abc", new CommandOptions { Environment = new Dictionary<string, string> { ["A"] = "1 2" } }, RootAccess.LoginUser)
        );

    [Fact]
    public void Under_sudo_the_mark_is_set_inside() =>
        Assert.Equal("sudo -n -- sh -c 'export PSPLOAD_RUN=abc\nid'", RemoteCommandLine.Build("id", "abc", CommandOptions.Root, RootAccess.Sudo));

    [Fact]
    public void With_a_password_the_shell_reads_up_to_the_marker_before_the_command_starts() =>
        Assert.Equal(
            "sudo -S -k -p '' -- sh -c 'l=; until [ \"$l\" = abc ]; do IFS= read -r l || exit 125; done; unset l\nexport PSPLOAD_RUN=abc\nid'",
            RemoteCommandLine.Build("id", "abc", CommandOptions.Root, RootAccess.SudoWithPassword)
        );

    [Fact]
    public void Too_long_a_command_is_refused_with_the_remedy() =>
        Assert.Contains(
            "'sh -s' on stdin",
            Assert
                .Throws<ArgumentException>(() => RemoteCommandLine.Build(new string('x', 60_000), "abc", CommandOptions.Default, RootAccess.LoginUser))
                .Message
        );

    [Theory]
    [InlineData(1, null, false, "db1: 'id' failed with exit code 1:\nerr")]
    [InlineData(null, "KILL", false, "db1: 'id' was ended by SIGKILL:\nerr")]
    [InlineData(null, null, false, "db1: 'id' ended without an exit code:\nerr")]
    [InlineData(0, null, true, "db1: 'id' wrote more than is captured: stream its output:\nerr")]
    public void A_failure_says_how_it_ended(int? exitCode, string? signal, bool truncated, string problem) =>
        Assert.Equal(
            problem,
            Assert
                .Throws<CommandFailedException>(new CommandResult("db1", "id", exitCode, signal, default, "err\n"u8.ToArray(), truncated).EnsureSuccess)
                .Problem
        );

    [Fact]
    public void Only_the_last_lines_are_shown() =>
        Assert.Equal(
            "db1: 'id' failed with exit code 1:\n3\n4\n5\n6\n7",
            Assert
                .Throws<CommandFailedException>(new CommandResult("db1", "id", 1, null, default, "1\n2\n3\n4\n5\n6\n7\n"u8.ToArray(), false).EnsureSuccess)
                .Problem
        );
}
