using PspLoad.Core.Configuration;
using PspLoad.UnitTests.Core.Environments;

namespace PspLoad.UnitTests.Core.Configuration;

/// <summary>YAML 1.2 allows a tab before a comment and in a blank line, and nowhere in the indentation.</summary>
public sealed class YamlTabsTests : IDisposable
{
    private readonly EnvironmentFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a: 1\t# c\nb: 2\n")]
    [InlineData("a: 1\n\t# c\nb: 2\n")]
    [InlineData("a: 1\r\n\t# c\r\nb: 2\r\n")]
    [InlineData("a: 1\n\t\nb: 2\n")]
    [InlineData("a: 1\n \t # c\n\t# d\n\t\t\nb: 2\n")]
    [InlineData("a: 1\nb: 2\n\t# c")]
    [InlineData("\t# c\na: '1'\t# c\nb: \"2\"\t# c\n")]
    public void Comments_and_blank_lines_may_begin_with_tabs(string text) => Assert.Equal("a=1 b=2", Read(text));

    [Fact]
    public void Nested_keys_may_have_such_lines_between_them() => Assert.Equal("a=b=1 c=2", Read("a:\n  b: 1\n  \t# c\n\t# d\n  c: 2\n"));

    [Fact]
    public void A_tab_in_a_text_stays() => Assert.Equal("a=x\n\t# no comment\ny\n b=2", Read("a: |\n  x\n  \t# no comment\n  y\nb: 2\n\t# c\n"));

    [Theory]
    [InlineData("a:\n\tb: 1\n")]
    [InlineData("a: 1\n\tb: 2\n")]
    public void A_tab_as_indentation_is_refused(string text)
    {
        List<ConfigurationError> errors = [];
        ConfigurationFile.Read(_folder.Write("a.yaml", text), errors);
        Assert.Contains("indented with a tab", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    private string Read(string text)
    {
        List<ConfigurationError> errors = [];
        var root = ConfigurationFile.Read(_folder.Write("a.yaml", text), errors);
        Assert.Empty(errors);
        return Show(root!);
    }

    private static string Show(ConfigurationNode node) =>
        node switch
        {
            ConfigurationMapping mapping => string.Join(' ', mapping.Entries.Select(entry => $"{entry.Key}={Show(entry.Value)}")),
            ConfigurationScalar scalar => scalar.Text,
            _ => node.ToString()!,
        };
}
