using System.Security.Cryptography;
using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>
/// Uses fake package tools. <c>/run/installed</c> lists the installed packages, one <c>name=version</c> per line. <c>/run/answers</c> holds
/// the next answers of apt-get, which then does nothing else.
/// </summary>
public sealed class PackagesTests : IDisposable
{
    private readonly SandboxShell _shell = SandboxShell.Create();

    public PackagesTests()
    {
        File.WriteAllText(_shell.Outside("/run/installed"), "old=1.0\n");
        File.WriteAllText(_shell.Outside("/run/answers"), "");
        _shell.Program("sleep", "echo slept >>/run/log");
        _shell.Program("dpkg", "echo \"dpkg $*\" >>/run/log");
        _shell.Program(
            "dpkg-query",
            """
            shift 3
            for name in "$@"; do
                found=$(grep "^$name=" /run/installed) || { missing=1; continue; }
                [ "$name" = single ] && printf '%s installed' "${found#*=}" || printf '%s installed\n' "$found"
            done
            exit ${missing-0}
            """
        );
        _shell.Program(
            "apt-get",
            """
            [ -e /usr/sbin/policy-rc.d ] && started=no
            echo "apt-get $* started=${started-yes}" >>/run/log
            answer=$(head -n1 /run/answers); sed -i 1d /run/answers
            [ -z "$answer" ] || { echo "$answer"; exit 100; }
            case " $* " in *" install "*)
                for word in "$@"; do case $word in
                    *.deb) [ -e "$word" ] && echo single=2.0 >>/run/installed ;;
                    -* | install | Dpkg*) ;;
                    *-) sed -i "/^${word%-}=/d" /run/installed ;;
                    *) name=${word%%=*}; sed -i "/^$name=/d" /run/installed; case $word in *=*) echo $word ;; *) echo $word=9 ;; esac >>/run/installed ;;
                esac; done
            esac
            """
        );
    }

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Missing_ones_are_installed_pinned_ones_exactly_and_unwanted_ones_removed_in_one_transaction()
    {
        var change = await _shell.ConvergeAsync(new PackagesResource("new", "pinned=2.5-1~deb12") { Absent = ["old"] });

        Assert.Equal("install new pinned=2.5-1~deb12, remove old", change.Summary);
        Assert.Equal("old=1.0", change.Before);
        Assert.Single(Log());
    }

    [Theory]
    [InlineData("rm -f /usr/sbin/policy-rc.d", "gone")]
    [InlineData("echo of-the-host >/usr/sbin/policy-rc.d", "of-the-host")]
    [InlineData("printf '#!/bin/sh\n# pspload\nexit 101\n' >/usr/sbin/policy-rc.d", "gone")]
    public async Task Nothing_is_started_while_packages_are_installed_and_what_was_there_is_put_back(string before, string after)
    {
        await _shell.AskAsync(before);

        await _shell.ConvergeAsync(new PackagesResource("new"));

        Assert.EndsWith("started=no", Log()[0], StringComparison.Ordinal);
        Assert.Equal(after, (await _shell.AskAsync("if [ -e /usr/sbin/policy-rc.d ]; then cat /usr/sbin/policy-rc.d; else echo gone; fi")).Output);
    }

    [Theory]
    [InlineData("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 5 (apt-get)")]
    [InlineData("E: Could not get lock /var/lib/apt/lists/lock. It is held by process 5 (apt-get)")]
    [InlineData("dpkg: error: dpkg frontend lock was locked by another process with pid 5")]
    public async Task Another_run_is_waited_for(string problem)
    {
        File.WriteAllText(_shell.Outside("/run/answers"), $"{problem}\n{problem}\n");

        await _shell.ConvergeAsync(new PackagesResource("new"));

        Assert.Equal(2, Log().Count(line => line == "slept"));
        Assert.DoesNotContain(Log(), line => line.StartsWith("dpkg ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_finished_first_and_lists_are_renewed_only_then()
    {
        File.WriteAllText(_shell.Outside("/run/answers"), "E: dpkg was interrupted\n");

        await _shell.ConvergeAsync(new PackagesResource("new"));

        Assert.Equal(["apt-get", "dpkg", "apt-get", "apt-get"], Log().Select(line => line.Split(' ')[0]));
        Assert.Contains("--configure -a", Log()[1], StringComparison.Ordinal);
        Assert.Contains(" update", Log()[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_no_source_has_is_a_failure_in_apts_words()
    {
        File.WriteAllText(_shell.Outside("/run/answers"), "E: Unable to locate package nwe\n\nE: Unable to locate package nwe\n");

        Assert.Contains("Unable to locate package nwe", await _shell.FailAsync(new PackagesResource("nwe")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_file_is_installed_only_when_it_is_the_declared_one()
    {
        var deb = _shell.Outside("/mnt/single.deb");
        File.WriteAllText(deb, "a package");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(deb)));

        var refused = await _shell.FailAsync(new PackageFile("single", "2.0", "file:///mnt/single.deb", new string('0', 64)));
        Assert.Contains("not used", refused, StringComparison.Ordinal);
        Assert.False(File.Exists(_shell.Outside("/run/log")));

        await _shell.ConvergeAsync(new PackageFile("single", "2.0", "file:///mnt/single.deb", sha256));
    }

    [Fact]
    public async Task A_package_source_that_does_not_answer_never_gets_in_force()
    {
        var source = new AptSource(
            "pspload",
            "https://repository.psp.test/debian",
            "bookworm",
            "main",
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----\n"
        );
        File.WriteAllText(_shell.Outside("/run/answers"), "E: The repository is not signed.\n");

        Assert.Contains("is not signed", await _shell.FailAsync(source), StringComparison.Ordinal);
        Assert.False(File.Exists(_shell.Outside("/etc/apt/sources.list.d/pspload.sources")));

        await _shell.ConvergeAsync(source);
        Assert.Equal(
            """
            Types: deb
            URIs: https://repository.psp.test/debian
            Suites: bookworm
            Components: main
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mQ==
             -----END PGP PUBLIC KEY BLOCK-----

            """,
            File.ReadAllText(_shell.Outside("/etc/apt/sources.list.d/pspload.sources"))
        );
    }

    private string[] Log() => File.ReadAllLines(_shell.Outside("/run/log"));
}
