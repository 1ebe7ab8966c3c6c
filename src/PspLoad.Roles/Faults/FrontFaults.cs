namespace PspLoad.Roles.Faults;

/// <summary>Planned operations on the front, done as an operator would do them.</summary>
internal static class FrontFaults
{
    public static FaultScript Reload { get; } = new("nginx -t -q", "systemctl reload nginx.service", null);

    public static FaultScript Switch { get; } =
        new(
            """
            psp-front status | awk '$2 == "standby" && $3 == "ready" { print $1; exit }' >$state/standby
            [ -s $state/standby ] || { echo 'no standby is ready'; exit 1; }
            """,
            "psp-front switch $(cat $state/standby) 'planned, by a scenario'",
            null
        );
}
