using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>An account of the databases and all that it may do. TLS is required of every one.</summary>
/// <param name="User">name</param>
/// <param name="Host">the one address that it may come from</param>
/// <param name="Scope">a database, or <c>*</c> for the whole server</param>
/// <param name="Privileges">as the server names them; none for an account that may only log in</param>
internal sealed record DatabaseAccount(string User, string Host, string Scope, params IReadOnlyList<string> Privileges)
{
    /// <summary>The account and its grant; what it may do elsewhere is not revoked but found by the check.</summary>
    public IEnumerable<Resource> Resources(string password) =>
        Privileges.Count == 0 ? [new SqlUser(User, Host, password)] : [new SqlUser(User, Host, password), new SqlGrant(User, Host, Scope, Privileges)];

    /// <summary>As the check lists it: account, scope, privilege.</summary>
    public IEnumerable<string> Lines() =>
        Privileges.Count == 0 || Scope != "*" ? Privileges.Select(Line).Append($"'{User}'@'{Host}' * USAGE") : Privileges.Select(Line);

    private string Line(string privilege) => $"'{User}'@'{Host}' {Scope} {privilege}";
}
