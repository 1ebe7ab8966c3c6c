using PspLoad.Provisioning.Ssh;

namespace PspLoad.Provisioning.Resources;

/// <summary>Debian packages, installed without recommendations from the sources that the host has. Another apt run is waited for.</summary>
/// <param name="Packages">names, or <c>name=version</c> where pinned</param>
public sealed record PackagesResource(params IReadOnlyList<string> Packages) : Resource
{
    /// <summary>Seconds that dpkg's lock is waited for.</summary>
    private const int LockSeconds = 300;

    public override string Id => $"packages {string.Join(' ', Packages)}";

    public override string ProbeScript =>
        $"dpkg-query -W -f='${{Package}}=${{Version}} ${{db:Status-Status}}\\n' {Shell.Join(Packages.Select(Name))} 2>/dev/null || true";

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var installed = actual.Lines.Where(line => line.EndsWith(" installed", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToHashSet();
        var names = installed.Select(Name).ToHashSet();
        var missing = Packages.Where(package => package.Contains('=', StringComparison.Ordinal) ? !installed.Contains(package) : !names.Contains(package)).ToList();
        if (missing.Count == 0)
            return Verdict.AsDeclared;

        return new Verdict.Differs(new Change($"install {string.Join(' ', missing)}", "absent", string.Join(' ', missing))
        {
            ApplyScript = Install(Shell.Join(missing)),
        });
    }

    /// <summary>policy-rc.d keeps a service from listening with its default configuration; package lists are renewed only when the first try fails.</summary>
    private static string Install(string packages) => $$"""
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
        apt_get() { apt-get -q -o DPkg::Lock::Timeout={{LockSeconds}} -o Dpkg::Options::=--force-confold "$@"; }
        dpkg --configure -a
        apt_get install -y --no-install-recommends {{packages}} && exit 0
        apt_get update
        apt_get install -y --no-install-recommends {{packages}}
        """;

    private static string Name(string package) => package.Split('=')[0];
}
