using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>Runs on a real MariaDB server.</summary>
public sealed class SqlResourceTests(MariaDbServer server) : IClassFixture<MariaDbServer>
{
    private readonly LocalShell _shell = new();

    [Theory]
    [InlineData("psp_ledger")]
    [InlineData("it's `odd` $(id) 100% \\ größe")]
    public async Task A_database_is_made_and_gets_its_character_set(string name)
    {
        Require();
        Assert.Equal("created", (await _shell.ConvergeAsync(Database(name))).Summary);

        await _shell.ConvergeAsync(Database(name) with { CharacterSet = "latin1", Collation = "latin1_bin" });
    }

    [Fact]
    public async Task Another_password_is_noticed_and_none_is_ever_shown_or_sent()
    {
        Require();
        var user = User("app", "first-password-'\\\"");
        await _shell.ConvergeAsync(user);

        var change = await _shell.ConvergeAsync(user with { Password = "second-password" });

        Assert.Equal("password", change.Summary);
        Assert.DoesNotContain("password-", $"{user}{change.Before}{change.After}{change.ApplyScript}{string.Concat(_shell.Scripts)}", StringComparison.Ordinal);
        Assert.Equal("app@localhost", await LogInAsync("app", "second-password"));
        Assert.Contains("Access denied", await LogInAsync("app", "first-password"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_without_TLS_is_refused_where_it_is_required()
    {
        Require();
        await _shell.ConvergeAsync(User("strict", "password-of-strict") with { RequireTls = true });
        Assert.Contains("Access denied", await LogInAsync("strict", "password-of-strict"), StringComparison.Ordinal);

        Assert.Equal("TLS not required", (await _shell.ConvergeAsync(User("strict", "password-of-strict"))).Summary);
        Assert.Equal("strict@localhost", await LogInAsync("strict", "password-of-strict"));
    }

    [Fact]
    public async Task Grants_are_exact()
    {
        Require();
        await _shell.ConvergeAsync(Database("ledger_1"));
        await _shell.ConvergeAsync(User("teller", "password-of-teller"));
        await _shell.ConvergeAsync(Grant("SELECT", "INSERT"));
        await SqlAsync("GRANT DELETE ON `ledger\\_1`.* TO teller@localhost WITH GRANT OPTION; GRANT SELECT ON `other`.* TO teller@localhost;");

        var change = await _shell.ConvergeAsync(Grant("SELECT", "INSERT", "UPDATE"));

        Assert.Equal("+UPDATE, -DELETE, -GRANT OPTION", change.Summary);
        await _shell.ConvergeAsync(Grant("ALL PRIVILEGES"));
        await _shell.ConvergeAsync(Grant("SELECT"));
        await _shell.ConvergeAsync(Grant());
        Assert.Contains("`other`", await SqlAsync("SHOW GRANTS FOR teller@localhost;"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_underscore_in_a_databases_name_is_no_wildcard()
    {
        Require();
        await _shell.ConvergeAsync(Database("ledger_2"));
        await _shell.ConvergeAsync(Database("ledgerX2"));
        await _shell.ConvergeAsync(User("clerk", "password-of-clerk"));
        await _shell.ConvergeAsync(new SqlGrant("clerk", "localhost", "ledger_2", "SELECT") { Socket = server.Socket });

        Assert.Equal("ledger_2", await LogInAsync("clerk", "password-of-clerk", "SHOW DATABASES LIKE 'ledger%';"));
    }

    [Fact]
    public async Task A_privilege_of_the_whole_server_shows_no_hash_in_its_probe()
    {
        Require();
        await _shell.ConvergeAsync(User("replica", "password-of-replica"));
        var grant = new SqlGrant("replica", "localhost", "*", "REPLICATION SLAVE") { Socket = server.Socket };
        await _shell.ConvergeAsync(grant);

        Assert.DoesNotContain("*", (await _shell.AskAsync(grant.ProbeScript)).Output.Replace("*.*", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_runs_until_its_guard_says_that_it_is_done()
    {
        Require();
        await _shell.ConvergeAsync(Database("notes"));

        await _shell.ConvergeAsync(
            new SqlStatement(
                "table of notes",
                "CREATE TABLE notes.note (id INT);",
                "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'notes';"
            )
            {
                Socket = server.Socket,
            }
        );
    }

    [Fact]
    public async Task A_server_that_does_not_run_yet_means_that_all_is_to_be_done_and_a_failure_when_it_is_done()
    {
        Require();
        foreach (
            var resource in new Resource[]
            {
                Database("x") with
                {
                    Socket = "/nowhere",
                },
                User("x", "xxxxxxxx") with
                {
                    Socket = "/nowhere",
                },
                Grant("SELECT") with
                {
                    Socket = "/nowhere",
                },
            }
        )
        {
            Assert.Contains("/nowhere", await _shell.FailAsync(resource), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Grants_of_a_user_that_is_made_in_the_same_run_are_replaced_whole()
    {
        Require();
        var grant = new SqlGrant("fresh", "localhost", "freshdb", "SELECT") { Socket = server.Socket };
        var change = Assert.IsType<StateComparison.Differs>(await _shell.CompareAsync(grant)).Change;
        await _shell.ConvergeAsync(User("fresh", "password-of-fresh"));
        await SqlAsync("GRANT DELETE ON `freshdb`.* TO fresh@localhost;");

        Assert.Equal(0, (await _shell.AskAsync(change.ApplyScript)).ExitCode);

        Assert.IsType<StateComparison.Ok>(await _shell.CompareAsync(grant));
    }

    private SqlDatabase Database(string name) => new(name) { Socket = server.Socket };

    private SqlUser User(string name, string password) => new(name, "localhost", password) { Socket = server.Socket, RequireTls = false };

    private SqlGrant Grant(params string[] privileges) => new("teller", "localhost", "ledger_1", privileges) { Socket = server.Socket };

    private void Require() => Assert.SkipWhen(server.WhyNot is not null, server.WhyNot ?? "");

    private async Task<string> SqlAsync(string statements) => (await _shell.AskAsync(Sql.Run(server.Socket, statements))).Output;

    private async Task<string> LogInAsync(string user, string password, string query = "SELECT CURRENT_USER();") =>
        (
            await _shell.AskAsync(
                $"""
                MYSQL_PWD={PspLoad.Provisioning.Shells.Shell.Quote(
                    password
                )} mariadb --no-defaults --socket={server.Socket} --user={user} --skip-ssl -BN -e {PspLoad.Provisioning.Shells.Shell.Quote(query)}
                """
            )
        ).Output;
}
