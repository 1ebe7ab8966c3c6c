using PspLoad.Core.Environments;
using PspLoad.Core.Errors;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class EnvironmentLocatorTests : IDisposable
{
    private readonly EnvironmentFolder _folder = new();
    private readonly EnvironmentLocator _locator;

    public EnvironmentLocatorTests()
    {
        _folder.Make("environments/quick.yaml");
        _folder.Make("environments/full.yaml");
        _folder.Make("environments/notes.txt");
        _folder.Make("mine.yaml");
        _locator = new EnvironmentLocator(_folder.In("environments"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_a_file_in_the_folder_of_environments() => Assert.Equal(_folder.In("environments/quick.yaml"), _locator.Locate("quick"));

    [Fact]
    public void Anything_else_is_a_path() => Assert.Equal(_folder.In("mine.yaml"), _locator.Locate(_folder.In("mine.yaml")));

    [Theory]
    [InlineData("quik", "did you mean 'quick'? there are: full, quick")]
    [InlineData("environments/quick.yml", "there are: full, quick")]
    [InlineData("quick.yaml", "did you mean 'quick'? there are: full, quick")]
    [InlineData("staging", "there are: full, quick")]
    [InlineData("", "there are: full, quick")]
    [InlineData("..", "there are: full, quick")]
    public void What_is_not_there_is_answered_with_what_there_is(string name, string remedy)
    {
        var exception = Assert.Throws<OperationFailedException>(() => _locator.Locate(name));

        Assert.Equal(ExitCode.InvalidUsage, exception.ExitCode);
        Assert.StartsWith($"there is no environment '{name}'", exception.Problem, StringComparison.Ordinal);
        Assert.Equal(remedy, exception.Remedy);
    }

    [Fact]
    public void Without_any_environment_a_path_is_asked_for()
    {
        var nowhere = new EnvironmentLocator(_folder.In("nowhere"));

        var exception = Assert.Throws<OperationFailedException>(() => nowhere.Locate("quick"));

        Assert.Equal($"give the path of an environment file: there is none in {_folder.In("nowhere")}", exception.Remedy);
    }
}
