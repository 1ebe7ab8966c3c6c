using PspLoad.Core.Environments;
using PspLoad.Core.Errors;

namespace PspLoad.UnitTests.Environments;

public sealed class EnvironmentLocatorTests : IDisposable
{
    private readonly EnvironmentFolder folder = new();
    private readonly EnvironmentLocator locator;

    public EnvironmentLocatorTests()
    {
        folder.Make("environments/quick.yaml");
        folder.Make("environments/full.yaml");
        folder.Make("environments/notes.txt");
        folder.Make("mine.yaml");
        locator = new EnvironmentLocator(folder.In("environments"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_name_is_a_file_in_the_folder_of_environments() => Assert.Equal(folder.In("environments/quick.yaml"), locator.Locate("quick"));

    [Fact]
    public void Anything_else_is_a_path() => Assert.Equal(folder.In("mine.yaml"), locator.Locate(folder.In("mine.yaml")));

    [Theory]
    [InlineData("quik", "did you mean 'quick'? there are: full, quick")]
    [InlineData("environments/quick.yml", "there are: full, quick")]
    [InlineData("quick.yaml", "did you mean 'quick'? there are: full, quick")]
    [InlineData("staging", "there are: full, quick")]
    [InlineData("", "there are: full, quick")]
    [InlineData("..", "there are: full, quick")]
    public void What_is_not_there_is_answered_with_what_there_is(string name, string remedy)
    {
        var exception = Assert.Throws<OperationFailedException>(() => locator.Locate(name));

        Assert.Equal(ExitCode.InvalidUsage, exception.ExitCode);
        Assert.StartsWith($"there is no environment '{name}'", exception.Problem, StringComparison.Ordinal);
        Assert.Equal(remedy, exception.Remedy);
    }

    [Fact]
    public void Without_any_environment_a_path_is_asked_for()
    {
        var nowhere = new EnvironmentLocator(folder.In("nowhere"));

        var exception = Assert.Throws<OperationFailedException>(() => nowhere.Locate("quick"));

        Assert.Equal($"give the path of an environment file: there is none in {folder.In("nowhere")}", exception.Remedy);
    }
}
