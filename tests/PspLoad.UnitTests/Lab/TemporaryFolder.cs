namespace PspLoad.UnitTests.Lab;

public abstract class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pspload-unit-");

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => Path.Combine(folder.FullName, name);

    protected IEnumerable<string> FileNames() => folder.GetFiles("*", SearchOption.AllDirectories).Select(file => file.Name).Order();
}
