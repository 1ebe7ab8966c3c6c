using System.Text;
using CsCheck;
using PspLoad.Core.Configuration;
using PspLoad.UnitTests.Core.Environments;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly EnvironmentFolder _folder = new();
    private readonly List<ConfigurationError> _errors = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_missing() => Refused(_folder.In("no.yaml"), "no.yaml: there is no such file; check the path");

    [Fact]
    public void A_file_in_a_folder_that_is_missing() => Refused(_folder.In("no/no.yaml"), "no/no.yaml: there is no such file; check the path");

    [Fact]
    public void A_directory()
    {
        Directory.CreateDirectory(_folder.In("d.yaml"));
        Refused(_folder.In("d.yaml"), "d.yaml: this is a directory; name a YAML file");
    }

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Skip("root may read every file");
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes");

        var file = _folder.Write("a.yaml", "a: b");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.None);
        Refused(file, "a.yaml: permission to read it is denied; give this user permission to read it");
    }

    [Fact]
    public void A_file_that_fails_while_it_is_read()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("/proc/self/mem is Linux");

        Assert.Null(ConfigurationFile.Read("/proc/self/mem", _errors));
        Assert.StartsWith("/proc/self/mem: cannot be read: ", Assert.Single(_errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_cannot_be(string path)
    {
        Assert.Null(ConfigurationFile.Read(path, _errors));
        Assert.Contains("name a readable YAML file", Assert.Single(_errors).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8() =>
        Refused(_folder.Write("a.yaml", [.. "a: b\nname: Stra"u8, 0xDF, .. "e\n"u8]), "a.yaml:2: byte 0xDF is not UTF-8; save the file as UTF-8");

    [Fact]
    public void A_file_in_UTF_16() =>
        Refused(
            _folder.Write("a.yaml", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a: b")]),
            "a.yaml:1: the file is UTF-16; save it as UTF-8"
        );

    [Theory]
    [InlineData('\0', "0000")]
    [InlineData('\u001B', "001B")]
    public void A_file_with_control_characters(char character, string code) =>
        Refused(
            _folder.Write("a.yaml", $"a: b\nc: d{character}\ne: f\n"),
            $"a.yaml:2: character U+{code} is not allowed in YAML; remove it; this may be a binary file"
        );

    [Fact]
    public void A_file_that_is_too_large() =>
        Refused(_folder.Write("a.yaml", "a: " + new string('b', 1 << 20)), "a.yaml: larger than 1 MiB; this is not a configuration file; name a YAML file");

    [Theory]
    [InlineData("[", "a.yaml:2: more than 1000 brackets are open here; close them")]
    [InlineData("{a: ", "a.yaml:2: more than 1000 brackets are open here; close them")]
    [InlineData("- ", "nested deeper than 32 levels; no key needs that: check brackets and indentation")]
    [InlineData("? ", "nested deeper than 32 levels; no key needs that: check brackets and indentation")]
    public void Nesting_without_end_is_refused(string opening, string expected)
    {
        var file = _folder.Write("a.yaml", "a:\n  " + string.Concat(Enumerable.Repeat(opening, 200_000)));

        ConfigurationFile.Read(file, _errors);

        Assert.EndsWith(expected, _folder.Lines(_errors).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_CRLF_change_nothing()
    {
        var mapping = ConfigurationFile.Read(_folder.Write("a.yaml", [.. Encoding.UTF8.Preamble, .. "# comment\r\na: b\r\nc:\r\n  - d\r\n"u8]), _errors);

        Assert.Empty(_errors);
        var scalar = Assert.IsType<ConfigurationScalar>(mapping!.Entries["a"]);
        Assert.Equal(("b", 2, "a"), (scalar.Text, scalar.Place.Line, scalar.Place.Path));
        var item = Assert.IsType<ConfigurationScalar>(Assert.IsType<ConfigurationList>(mapping.Entries["c"]).Items[0]);
        Assert.Equal(("d", 4, "c[0]"), (item.Text, item.Place.Line, item.Place.Path));
    }

    [Theory]
    [InlineData("no", "no")]
    [InlineData(".10", ".10")]
    [InlineData("007", "007")]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"a\\tb\"", "a\tb")]
    [InlineData("'#1: x'", "#1: x")]
    [InlineData("|\n  two\n  lines", "two\nlines")]
    public void A_scalar_stays_the_text_that_was_written(string yaml, string expected)
    {
        var mapping = ConfigurationFile.Read(_folder.Write("a.yaml", $"a: {yaml}\n"), _errors);

        Assert.Empty(_errors);
        Assert.Equal(expected, Assert.IsType<ConfigurationScalar>(mapping!.Entries["a"]).Text.TrimEnd('\n'));
    }

    [Fact]
    public void Keys_that_would_blur_a_path_are_quoted()
    {
        var mapping = ConfigurationFile.Read(_folder.Write("a.yaml", "a.b: { 'c d': 1 }\n"), _errors);

        var inner = Assert.IsType<ConfigurationMapping>(mapping!.Entries["a.b"]);
        Assert.Equal("'a.b'.'c d'", inner.Entries["c d"].Place.Path);
    }

    [Fact]
    public void Any_text_gives_a_mapping_or_an_error_and_never_an_exception()
    {
        string[] pieces =
        [
            "a",
            "b: ",
            "- ",
            "\n",
            "\n  ",
            "\n\t",
            "{",
            "}",
            "[",
            "]",
            ",",
            ": ",
            "? ",
            "&x ",
            "*x",
            "!t ",
            "!!",
            "<<: ",
            "'",
            "\"",
            "| ",
            ">-",
            "#",
            "%TAG ! ",
            "!<",
            "|9",
            "---",
            "...",
            "%",
            "@",
            "`",
            "\\x",
            "\u2028",
            "\u0085",
            "é",
            "~",
        ];
        Gen.OneOf(pieces)
            .Array[0, 25]
            .Sample(
                parts =>
                {
                    var found = new List<ConfigurationError>();
                    var mapping = ConfigurationFile.Read(_folder.Write("fuzz.yaml", string.Concat(parts)), found);
                    return mapping is not null || found.Count > 0;
                },
                iter: 2_000,
                threads: 1
            );
    }

    private void Refused(string file, string line)
    {
        Assert.Null(ConfigurationFile.Read(file, _errors));
        Assert.Equal([line], _folder.Lines(_errors));
    }
}
