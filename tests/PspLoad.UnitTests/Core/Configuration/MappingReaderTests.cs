using PspLoad.Core.Configuration;
using PspLoad.UnitTests.Core.Environments;

namespace PspLoad.UnitTests.Core.Configuration;

/// <summary>Valid values and missing optional keys. <c>InvalidEnvironmentTests</c> has the mistakes.</summary>
public sealed class MappingReaderTests : IDisposable
{
    private static readonly ConfigurationKey s_name = new("name", "a text", "required", "x");
    private static readonly ConfigurationKey s_count = new("count", "a whole number", "optional", "1");
    private static readonly ConfigurationKey s_tags = new("tags", "a list of texts", "optional", "[a]");
    private static readonly ConfigurationKey s_inner = new("inner", "a mapping", "optional", "{}");

    private readonly EnvironmentFolder _folder = new();
    private readonly List<ConfigurationError> _errors = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Right_values_are_read()
    {
        var reader = Reader("name: 'a b'\ncount: -3\ntags: [x, \"1\"]\ninner: { a: b }\n");

        Assert.Equal("a b", reader.Text(s_name));
        Assert.Equal(-3, reader.WholeNumber(s_count, -10, 10));
        Assert.Equal(["x", "1"], reader.Items<ConfigurationScalar>(s_tags)!.Select(tag => tag.Text));
        Assert.Equal("inner.a", reader.Mapping(s_inner)!.Entries["a"].Place.Path);
        Assert.Equal(2, reader.Line(s_count));
        Assert.Empty(_errors);
    }

    [Fact]
    public void What_is_optional_and_missing_is_null_without_an_error()
    {
        var reader = Reader("name: a\n");

        Assert.Null(reader.WholeNumber(s_count, 0, 1));
        Assert.Null(reader.Items<ConfigurationScalar>(s_tags));
        Assert.Null(reader.Mapping(s_inner));
        Assert.False(reader.Has(s_count));
        Assert.Empty(_errors);
    }

    [Fact]
    public void Reading_goes_on_after_a_mistake()
    {
        var reader = Reader("name:\ncount: two\ntags: [[], a]\ninner: 1\nnaem: b\n");

        Assert.Null(reader.Text(s_name));
        Assert.Null(reader.WholeNumber(s_count, 0, 1));
        Assert.Equal(["a"], reader.Items<ConfigurationScalar>(s_tags)!.Select(tag => tag.Text));
        Assert.Null(reader.Mapping(s_inner));
        Assert.Equal(["naem", "name", "count", "tags[0]", "inner"], _errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    public void Bounds_are_inclusive(string yaml, int expected) => Assert.Equal(expected, Reader($"name: a\ncount: {yaml}\n").WholeNumber(s_count, 0, 10));

    private MappingReader Reader(string yaml) =>
        new(ConfigurationFile.Read(_folder.Write("a.yaml", yaml), _errors)!, [s_name, s_count, s_tags, s_inner], _errors);
}
