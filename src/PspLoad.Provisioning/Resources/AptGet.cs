namespace PspLoad.Provisioning.Resources;

/// <summary>
/// Builds the shell script that installs packages. The script waits for other package tools, repairs an interrupted
/// dpkg run and starts no services.
/// </summary>
internal static class AptGet
{
    /// <summary>Seconds to wait for another run of a package tool.</summary>
    private const int LockSeconds = 300;

    /// <summary>
    /// policy-rc.d keeps a new service from listening with its default configuration. The package lists are updated
    /// only if the first attempt fails.
    /// </summary>
    /// <param name="packages">quoted arguments of <c>apt-get install</c>: names, <c>name=version</c>, <c>name-</c>, or
    /// the absolute path of a .deb</param>
    public static string Install(string packages) =>
        $$"""
            {{NoStart}}
            {{InTurn}}
            apt_install() { in_turn apt-get -q -y -o Dpkg::Options::=--force-confold install --no-install-recommends --allow-downgrades {{packages}}; }
            apt_install && exit 0
            in_turn dpkg --configure -a
            in_turn apt-get -q update
            apt_install
            """;

    /// <summary>
    /// <c>in_turn COMMAND…</c> retries while another process holds a lock. apt itself waits for dpkg's lock but not for the lock of the package
    /// lists, and dpkg waits for no lock. The output of earlier attempts is dropped.
    /// </summary>
    public static string InTurn =>
        $$"""
            in_turn() {
                turn_left={{LockSeconds}}
                until turn_output=$("$@" 2>&1); do
                    case $turn_output in
                        *'Could not get lock'* | *'is locked by another process'* | *'lock was locked by'* | *'Unable to lock'*) ;;
                        *) printf '%s\n' "$turn_output"; return 1 ;;
                    esac
                    turn_left=$((turn_left - 1))
                    [ $turn_left -gt 0 ] || { printf '%s\n' "$turn_output"; return 1; }
                    sleep 1
                done
                printf '%s\n' "$turn_output"
            }
            """;

    /// <summary>Restores a policy-rc.d that existed before. The second line identifies one that a killed run left behind.</summary>
    private const string NoStart = """
        policy=/usr/sbin/policy-rc.d
        if [ -e $policy ] && ! grep -qx '# pspload' $policy; then mv -f $policy $policy.pspload-kept; fi
        trap 'rm -f $policy; if [ -e $policy.pspload-kept ]; then mv -f $policy.pspload-kept $policy; fi' EXIT
        trap 'exit 143' HUP INT TERM
        printf '#!/bin/sh\n# pspload\nexit 101\n' >$policy
        chmod 755 $policy
        """;
}
