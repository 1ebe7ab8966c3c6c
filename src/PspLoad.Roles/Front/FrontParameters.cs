using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Front;

/// <summary>Parameters of <c>front</c>.</summary>
/// <param name="ApplicationTls">NGINX also uses TLS to the application servers, and verifies them</param>
public sealed record FrontParameters(bool ApplicationTls)
{
    private static readonly ConfigurationKey s_tls = new("applicationTls", "on or off", "default on", "on");

    private static readonly RoleToggle s_toggle = new(FrontRole.RoleName, s_tls, "on", "off", "TLS between NGINX and the application servers");

    public static RoleParameterFormat<FrontParameters> Format { get; } =
        new(FrontRole.RoleName, reader => new FrontParameters(reader.Text(s_tls, TextFormat.OnOrOff) != "off"), s_tls) { Toggles = [s_toggle] };
}
