using PspLoad.Core.Runs.Faults;

namespace PspLoad.Runs.Platforms;

/// <summary>Deploys a new version of the application, as an operator would. It stays; if it does not get ready, the deployment rolls it back.</summary>
/// <param name="image">as <c>deploy --image</c> takes it</param>
/// <param name="deploy">returns its last line</param>
public sealed class DeployFault(string image, Func<string, CancellationToken, Task<string>> deploy) : IArmedFault
{
    public string Host => "application servers";

    public bool IsProcedure => true;

    public async Task<string?> InjectAsync(CancellationToken cancellationToken) => await deploy(image, cancellationToken);

    public Task<string?> UndoAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
