using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class ConfigurationErrorTests
{
    [Theory]
    [InlineData(7, "ssh.port", "a.yaml:7: ssh.port: wrong; right")]
    [InlineData(7, "", "a.yaml:7: wrong; right")]
    [InlineData(0, "", "a.yaml: wrong; right")]
    public void It_prints_as_one_line_without_the_parts_that_are_not_known(int line, string path, string expected) =>
        Assert.Equal(expected, new ConfigurationError("a.yaml", line, path, "wrong", "right").ToString());

    [Fact]
    public void Nothing_in_a_file_reaches_the_terminal_as_a_control_character() =>
        Assert.Equal(
            @"a\u000Ab.yaml:1: k: '\u001B[31m' is wrong; right",
            new ConfigurationError("a\nb.yaml", 1, "k", $"{ConfigurationError.Quote("\e[31m")} is wrong", "right").ToString()
        );

    [Fact]
    public void Long_text_is_cut_when_quoted() => Assert.Equal($"'{new string('x', 60)}…'", ConfigurationError.Quote(new string('x', 61)));
}
