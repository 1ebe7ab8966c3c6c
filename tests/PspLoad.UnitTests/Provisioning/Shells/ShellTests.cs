using System.Diagnostics;
using System.Text;
using CsCheck;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning.Shells;

public sealed class ShellTests
{
    private static readonly Gen<string> s_text = Gen.Frequency(
        (2, Gen.Char["'\"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-abc"].Array[0, 30].Select(characters => new string(characters))),
        (1, Gen.Char['\x01', '\ud7ff'].Array[0, 30].Select(characters => new string(characters)))
    );

    [Theory]
    [InlineData("plain-1.2_x/y:z@%+,", "plain-1.2_x/y:z@%+,")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("A=1", "'A=1'")]
    [InlineData("~", "'~'")]
    public void Words_are_quoted_only_where_they_must_be(string text, string quoted) => Assert.Equal(quoted, Shell.Quote(text));

    [Fact]
    public void NUL_is_refused() => Assert.Throws<ArgumentException>(() => Shell.Quote("a\0b"));

    [Fact]
    public void A_real_shell_reads_every_text_as_it_was() =>
        s_text.Array[1, 200].Sample(texts => Assert.Equal(texts, Read($@"printf '%s\000' {Shell.Join(texts)}", texts.Length)), iter: 60, threads: 1);

    [Fact]
    public void A_real_shell_exports_every_text_as_it_was() =>
        s_text.Sample(text => Assert.Equal([text], Read($"{Shell.Export([new("NAME_1", text)])}\nprintf '%s\\000' \"$NAME_1\"", 1)), iter: 60, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData("1A")]
    [InlineData("A-B")]
    [InlineData("A=B")]
    [InlineData("A;reboot")]
    public void What_is_not_a_variable_is_not_exported(string name) => Assert.Throws<ArgumentException>(() => Shell.Export([new(name, "x")]));

    private static string[] Read(string script, int count)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
                StandardOutputEncoding = new UTF8Encoding(false),
            }
        )!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        var texts = output.Split('\0');
        return texts[..count];
    }
}
