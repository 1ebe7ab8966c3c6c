using PspLoad.Core.Configuration;
using PspLoad.UnitTests.Environments;

namespace PspLoad.UnitTests.Configuration;

/// <summary>What the invalid environments do not show: values that are right, and what an optional key gives.</summary>
public sealed class MappingReaderTests : IDisposable
{
    private static readonly ConfigurationKey Name = new("name", "a text", "required", "x");
    private static readonly ConfigurationKey Count = new("count", "a whole number", "optional", "1");
    private static readonly ConfigurationKey Tags = new("tags", "a list of texts", "optional", "[a]");
    private static readonly ConfigurationKey Inner = new("inner", "a mapping", "optional", "{}");

    private readonly EnvironmentFolder folder = new();
    private readonly List<ConfigurationError> errors = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Right_values_are_read()
    {
        var reader = Reader("name: 'a b'\ncount: -3\ntags: [x, \"1\"]\ninner: { a: b }\n");

        Assert.Equal("a b", reader.Text(Name));
        Assert.Equal(-3, reader.WholeNumber(Count, -10, 10));
        Assert.Equal(["x", "1"], reader.Items<ConfigurationScalar>(Tags)!.Select(tag => tag.Text));
        Assert.Equal("inner.a", reader.Mapping(Inner)!.Entries["a"].Place.Path);
        Assert.Equal(2, reader.Line(Count));
        Assert.Empty(errors);
    }

    [Fact]
    public void What_is_optional_and_missing_is_null_without_an_error()
    {
        var reader = Reader("name: a\n");

        Assert.Null(reader.WholeNumber(Count, 0, 1));
        Assert.Null(reader.Items<ConfigurationScalar>(Tags));
        Assert.Null(reader.Mapping(Inner));
        Assert.False(reader.Has(Count));
        Assert.Empty(errors);
    }

    [Fact]
    public void Reading_goes_on_after_a_mistake()
    {
        var reader = Reader("name:\ncount: two\ntags: [[], a]\ninner: 1\nnaem: b\n");

        Assert.Null(reader.Text(Name));
        Assert.Null(reader.WholeNumber(Count, 0, 1));
        Assert.Equal(["a"], reader.Items<ConfigurationScalar>(Tags)!.Select(tag => tag.Text));
        Assert.Null(reader.Mapping(Inner));
        Assert.Equal(["naem", "name", "count", "tags[0]", "inner"], errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    public void Bounds_are_inclusive(string yaml, int expected) => Assert.Equal(expected, Reader($"name: a\ncount: {yaml}\n").WholeNumber(Count, 0, 10));

    private MappingReader Reader(string yaml) =>
        new(ConfigurationFile.Read(folder.Write("a.yaml", yaml), errors)!, [Name, Count, Tags, Inner], errors);
}
