namespace PspLoad.UnitTests.Lab;

public abstract class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-unit-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(string name) => Path.Combine(_folder.FullName, name);

    protected IEnumerable<string> FileNames() => _folder.GetFiles("*", SearchOption.AllDirectories).Select(file => file.Name).Order();
}
