using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Two values of a role's parameter that exist so that their cost can be measured with <c>ab</c>.</summary>
/// <param name="Role">name of the role</param>
/// <param name="Key">the parameter</param>
/// <param name="A">first value</param>
/// <param name="B">second value</param>
/// <param name="Effect">what it changes, one line; <c>docs/capacity.md</c> repeats it</param>
public sealed record RoleToggle(string Role, ConfigurationKey Key, string A, string B, string Effect)
{
    /// <returns>as <c>ab --toggle</c> takes it: <c>database.semiSync=on,off</c></returns>
    public override string ToString() => $"{Role}.{Key.Name}={A},{B}";
}
