using System.Text;
using PspLoad.Lab.Image;

namespace PspLoad.UnitTests.Lab.Image;

public sealed class AptSourcesTests
{
    [Fact]
    public void Only_stanzas_of_the_release_are_taken()
    {
        const string text = """
            Types: deb
            # a remark
            URIs: http://mirror.test/debian
            Suites: bookworm bookworm-updates
            Components: main contrib
            Signed-By: /etc/apt/keyrings/mirror.gpg

            Types: deb
            URIs: http://vendor.test/tool
            Suites: nodistro
            Components: main

            Enabled: no
            Types: deb
            URIs: http://mirror.test/off
            Suites: bookworm
            Components: main

            Types: deb-src
            URIs: http://mirror.test/debian
            Suites: trixie
            Components: main
            """;
        var source = Assert.Single(AptSources.Parse("/etc/apt/sources.list.d/debian.sources", text));
        Assert.Equal((true, "/etc/apt/keyrings/mirror.gpg"), (source.Deb822, source.SignedBy));
        Assert.Equal(
            "Types: deb\nURIs: http://mirror.test/debian\nSuites: bookworm bookworm-updates\nComponents: main contrib\nSigned-By: /etc/apt/keyrings/mirror.gpg",
            source.Text
        );
    }

    [Theory]
    [InlineData("deb http://mirror.test/debian bookworm main", true)]
    [InlineData("  deb [arch=amd64 signed-by=/etc/apt/keyrings/a.gpg] http://mirror.test/debian bookworm-security main # remark", true)]
    [InlineData("deb http://vendor.test/engine bookworm stable", false)]
    [InlineData("deb http://vendor.test/cloud cloud-sdk-bookworm main", false)]
    [InlineData("deb-src http://mirror.test/debian bookworm main", false)]
    [InlineData("# deb http://mirror.test/debian bookworm main", false)]
    public void A_line_is_taken_if_it_has_the_releases_main(string line, bool taken) =>
        Assert.Equal(taken ? 1 : 0, AptSources.Parse("/etc/apt/sources.list", line).Count());

    [Fact]
    public void A_keyring_is_read_from_the_options_of_a_line() =>
        Assert.Equal(
            "/etc/apt/keyrings/a.gpg",
            AptSources.Parse("x.list", "deb [signed-by=/etc/apt/keyrings/a.gpg arch=amd64] http://mirror.test/debian bookworm main").Single().SignedBy
        );

    [Fact]
    public void Other_files_are_no_sources() => Assert.Empty(AptSources.Parse("debian.sources.bak", "deb http://mirror.test/debian bookworm main"));

    [Fact]
    public void A_machine_of_another_release_gives_no_files() => Assert.Empty(new AptSources([], "Acquire::Check-Date \"false\";").ContextFiles());

    [Fact]
    public void Sources_and_settings_become_files_of_the_build_context()
    {
        var files = new AptSources(
            [new AptEntry("Types: deb", Deb822: true, ""), new AptEntry("deb x bookworm main", Deb822: false, "")],
            "Acquire::Check-Date \"false\";"
        ).ContextFiles();
        Assert.Equal("Types: deb\n", Encoding.UTF8.GetString(files["apt/sources.list.d/machine.sources"]));
        Assert.Equal("deb x bookworm main\n", Encoding.UTF8.GetString(files["apt/sources.list.d/machine.list"]));
        Assert.Equal("Acquire::Check-Date \"false\";\n", Encoding.UTF8.GetString(files["apt/apt.conf.d/90machine"]));
    }
}
