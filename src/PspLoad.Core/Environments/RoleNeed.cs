namespace PspLoad.Core.Environments;

/// <summary>One role that another role needs.</summary>
/// <param name="Role">name of the needed role</param>
/// <param name="Kind">where the needed role must be, or whether it may be missing</param>
public sealed record RoleNeed(string Role, NeedKind Kind)
{
    public static RoleNeed OnThisHost(string role) => new(role, NeedKind.OnThisHost);

    public static RoleNeed Anywhere(string role) => new(role, NeedKind.Anywhere);

    public static RoleNeed After(string role) => new(role, NeedKind.After);
}

/// <summary>
/// How a role needs another one. The engine always provisions the needed role first, both on the same host and on the hosts that have it.
/// </summary>
public enum NeedKind
{
    /// <summary>Required on the same host.</summary>
    OnThisHost,

    /// <summary>Required on any host of the environment.</summary>
    Anywhere,

    /// <summary>Optional. If the environment has the role, it is provisioned first.</summary>
    After,
}
