using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Roles.Metrics;

namespace PspLoad.Roles.Front;

/// <summary>NGINX's own counters, in the format of its module stub_status.</summary>
internal sealed class NginxMetrics() : ServiceMetrics("nginx")
{
    public override IReadOnlyList<ServiceFigure> Figures { get; } =
    [
        new("nginxConnections", two => two.Now("active")),
        new("nginxWriting", two => two.Now("writing")),
        new("nginxRequestsPerSecond", two => two.Rate("requests")),
    ];

    public override string Sample(HostDefinition host) =>
        string.Create(CultureInfo.InvariantCulture, $"get {Service} 127.0.0.1 {FrontRole.InternalPort} /status .");

    internal override (string Name, string Number)? Read(string[] words) =>
        words switch
        {
            ["Active", "connections:", var active] => ("active", active),
            [_, _, var requests] when char.IsAsciiDigit(requests[0]) => ("requests", requests),
            ["Reading:", _, "Writing:", var writing, "Waiting:", _] => ("writing", writing),
            _ => null,
        };
}
