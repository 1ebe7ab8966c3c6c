namespace PspLoad.Core.Environments;

/// <summary>One role that another role needs.</summary>
/// <param name="Role">name of the needed role</param>
/// <param name="Kind">where it must be, or whether it may be missing</param>
public sealed record RoleNeed(string Role, NeedKind Kind)
{
    public static RoleNeed OnThisHost(string role) => new(role, NeedKind.OnThisHost);

    public static RoleNeed Anywhere(string role) => new(role, NeedKind.Anywhere);

    public static RoleNeed After(string role) => new(role, NeedKind.After);
}

/// <summary>How a role needs another one. The engine always provisions the needed role first, on the same host and where it lives.</summary>
public enum NeedKind
{
    /// <summary>Required on the same host.</summary>
    OnThisHost,

    /// <summary>Required on any host of the environment.</summary>
    Anywhere,

    /// <summary>Not required. Where the environment has it, it comes first.</summary>
    After,
}
