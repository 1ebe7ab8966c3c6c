namespace PspLoad.Capacity.Comparison;

/// <summary>One parameter of a role, as in an environment's <c>parameters:</c>.</summary>
/// <param name="Role">name in the catalogue</param>
/// <param name="Key">key of the role's parameter</param>
/// <param name="Value">value as written in the file</param>
public sealed record RoleSetting(string Role, string Key, string Value)
{
    public override string ToString() => $"{Role}.{Key}={Value}";

    /// <param name="text"><c>ROLE.KEY=a,b</c></param>
    /// <returns>the two settings; null if the text has another form</returns>
    public static (RoleSetting A, RoleSetting B)? ParseToggle(string text)
    {
        var (dot, equals) = (text.IndexOf('.', StringComparison.Ordinal), text.IndexOf('=', StringComparison.Ordinal));
        if (dot <= 0 || equals <= dot + 1 || text[(equals + 1)..].Split(',') is not [{ Length: > 0 } a, { Length: > 0 } b])
            return null;
        var (role, key) = (text[..dot], text[(dot + 1)..equals]);
        return (new RoleSetting(role, key, a.Trim()), new RoleSetting(role, key, b.Trim()));
    }
}
