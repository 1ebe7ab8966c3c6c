using System.Security.Cryptography;
using System.Text;
using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// An account of the MariaDB server on the host. The server and the host receive only the hash of the password (mysql_native_password; a random
/// password of 190 bits cannot be recovered from it). A changed password is detected, but neither password is shown.
/// </summary>
/// <param name="Name">user name</param>
/// <param name="Host">allowed origin: an address, a network <c>198.18.7.0/255.255.255.0</c>, <c>localhost</c> or <c>%</c></param>
/// <param name="Password">from the secret store</param>
public sealed record SqlUser(string Name, string Host, string Password) : Resource
{
    /// <summary>True rejects connections without TLS.</summary>
    public bool RequireTls { get; init; } = true;
    public string Socket { get; init; } = Sql.DefaultSocket;

    public override string Id => $"database user {Name}@{Host}";

    public override string ProbeScript =>
        Sql.Run(
            Socket,
            $"""
            SELECT CONCAT('user=yes\npassword=', IF(plugin = 'mysql_native_password' AND authentication_string = {Sql.Literal(
                Hash
            )}, 'same', 'other'), '\ntls=', IF(ssl_type = '', 'no', 'yes'))
            FROM mysql.user WHERE user = {Sql.Literal(Name)} AND host = {Sql.Literal(Host)};
            """,
            "--raw"
        );

#pragma warning disable CA5350 // The server's own format (MariaDB: Authentication Plugin - mysql_native_password).
    private string Hash => "*" + Convert.ToHexString(SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(Password))));
#pragma warning restore CA5350

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        List<string> differences = [];
        if (actual.ExitCode != 0 || actual.Value("user") is null)
        {
            differences.Add("created");
        }
        else
        {
            if (actual.Value("password") != "same")
                differences.Add("password");
            if (actual.Value("tls") != (RequireTls ? "yes" : "no"))
                differences.Add(RequireTls ? "TLS required" : "TLS not required");
        }
        if (differences.Count == 0)
            return StateComparison.AsDeclared;

        var account = Sql.Account(Name, Host);
        return new StateComparison.Differs(
            new Change(string.Join(", ", differences), differences[0] == "created" ? "absent" : "other", RequireTls ? "TLS required" : "TLS not required")
            {
                ApplyScript = Sql.Run(
                    Socket,
                    $"""
                    CREATE USER IF NOT EXISTS {account} ACCOUNT LOCK;
                    ALTER USER {account} IDENTIFIED VIA mysql_native_password USING {Sql.Literal(Hash)} REQUIRE {(RequireTls ? "SSL" : "NONE")} ACCOUNT UNLOCK;
                    """
                ),
            }
        );
    }

    /// <summary>Omits the password. By default a record prints all its members.</summary>
    public override string ToString() => Id;
}
