using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>A database account and all its privileges. Every account requires TLS.</summary>
/// <param name="User">name</param>
/// <param name="Host">the only address it may connect from</param>
/// <param name="Scope">a database, or <c>*</c> for the whole server</param>
/// <param name="Privileges">in the server's terms; empty for an account that may only log in</param>
internal sealed record DatabaseAccount(string User, string Host, string Scope, params IReadOnlyList<string> Privileges)
{
    /// <summary>The account and its grant. Surplus privileges are not revoked; the check reports them.</summary>
    public IEnumerable<Resource> Resources(string password) =>
        Privileges.Count == 0 ? [new SqlUser(User, Host, password)] : [new SqlUser(User, Host, password), new SqlGrant(User, Host, Scope, Privileges)];

    /// <summary>In the check's format: account, scope, privilege.</summary>
    public IEnumerable<string> Lines() =>
        Privileges.Count == 0 || Scope != "*" ? Privileges.Select(Line).Append($"'{User}'@'{Host}' * USAGE") : Privileges.Select(Line);

    private string Line(string privilege) => $"'{User}'@'{Host}' {Scope} {privilege}";
}
