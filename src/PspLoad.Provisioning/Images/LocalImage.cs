namespace PspLoad.Provisioning.Images;

/// <summary>A container image that the harness has and can push to hosts.</summary>
/// <param name="Repository">name without registry and tag: <c>pspload/reference-psp</c></param>
/// <param name="Tag">differs for different content</param>
/// <param name="SaveAsync">writes the image in the format of <c>docker save</c></param>
public sealed record LocalImage(string Repository, string Tag, Func<Stream, CancellationToken, Task> SaveAsync)
{
    public const string ReferencePsp = "pspload/reference-psp";
    public const string AcquirerSimulator = "pspload/acquirer-simulator";
}
