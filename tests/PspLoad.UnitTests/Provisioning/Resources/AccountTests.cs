using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>Tests users, groups and keys on a copy of this machine's <c>/etc</c>.</summary>
public sealed class AccountTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPKKwGnv8xE9b8b6oQ6AKfbFYZhkGBPR/2hKXzZn5Vt first";
    private readonly SandboxShell _shell = SandboxShell.Create();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_user_is_made_changed_and_removed()
    {
        await _shell.ConvergeAsync(new GroupResource("payments") { Gid = 4711, System = true });
        await _shell.ConvergeAsync(
            new UserResource("psp")
            {
                Uid = 4712,
                Group = "payments",
                Groups = ["adm"],
                System = true,
                Home = "/var/lib/psp",
            }
        );
        Assert.Equal("psp:x:4712:4711::/var/lib/psp:/usr/sbin/nologin", (await _shell.AskAsync("getent passwd psp")).Output);

        var change = await _shell.ConvergeAsync(
            new UserResource("psp")
            {
                Group = "payments",
                Groups = [],
                Home = "/var/lib/psp",
                Shell = "/bin/sh",
            }
        );
        Assert.Equal("shell /usr/sbin/nologin → /bin/sh, groups adm → none", change.Summary);
        Assert.IsType<StateComparison.Impossible>(await _shell.CompareAsync(new UserResource("psp") { Uid = 1 }));
        Assert.IsType<StateComparison.Impossible>(await _shell.CompareAsync(new GroupResource("payments") { Gid = 1 }));
    }

    [Fact]
    public async Task A_user_has_no_password()
    {
        await _shell.ConvergeAsync(new UserResource("psp"));

        Assert.StartsWith("psp:!", (await _shell.AskAsync("getent shadow psp")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_members_of_a_group_are_exact()
    {
        await _shell.ConvergeAsync(new GroupResource("payments") { Members = ["root", "daemon"] });

        Assert.Equal("members daemon root → root", (await _shell.ConvergeAsync(new GroupResource("payments") { Members = ["root"] })).Summary);
        Assert.IsType<StateComparison.Ok>(await _shell.CompareAsync(new GroupResource("payments")));
        Assert.Equal("members root → nobody", (await _shell.ConvergeAsync(new GroupResource("payments") { Members = [] })).Summary);
    }

    [Fact]
    public async Task Other_keys_than_the_declared_ones_are_taken_away()
    {
        FakeTimers();
        Directory.CreateDirectory(_shell.Outside("/etc/ssh/authorized_keys"));
        File.WriteAllText(_shell.Outside("/etc/ssh/authorized_keys/ops"), $"{Key}\nssh-ed25519 AAAA stranger\n");

        await _shell.ConvergeAsync(new AuthorizedKeys("ops", [Key]));

        Assert.Equal($"{Key}\n", File.ReadAllText(_shell.Outside("/etc/ssh/authorized_keys/ops")));
    }

    [Fact]
    public async Task What_is_no_key_never_gets_in_force()
    {
        FakeTimers();
        await _shell.ConvergeAsync(new AuthorizedKeys("ops", [Key]));

        var output = await _shell.FailAsync(new AuthorizedKeys("ops", [Key, "ssh-ed25519 garbage"]));

        Assert.Contains("is not valid", output, StringComparison.Ordinal);
        Assert.Equal($"{Key}\n", File.ReadAllText(_shell.Outside("/etc/ssh/authorized_keys/ops")));
        Assert.IsType<StateComparison.Ok>(await _shell.CompareAsync(new AuthorizedKeys("ops", [Key])));
    }

    [Fact]
    public async Task Keys_that_shut_us_out_are_not_confirmed_and_the_next_run_knows()
    {
        FakeTimers();
        _shell.NewConnection = () => false;

        Assert.Contains("accepts no new connection", await _shell.FailAsync(new AuthorizedKeys("ops", [Key])), StringComparison.Ordinal);

        Assert.Equal("confirmed", Assert.IsType<StateComparison.Differs>(await _shell.CompareAsync(new AuthorizedKeys("ops", [Key]))).Change.Summary);
        _shell.NewConnection = () => true;
        await _shell.ConvergeAsync(new AuthorizedKeys("ops", [Key]));
    }

    /// <summary>Replaces timers by a file: the timer is armed while the file exists.</summary>
    private void FakeTimers()
    {
        _shell.Program("systemd-run", "touch /run/armed");
        _shell.Program(
            "systemctl",
            """
            case "$*" in
                *is-active*) [ -e /run/armed ] ;;
                *reset-failed*) exit 1 ;;
                stop*) [ -e /run/armed ] && rm /run/armed ;;
            esac
            """
        );
    }
}
