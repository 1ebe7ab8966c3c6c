namespace PspLoad.Provisioning.Images;

/// <summary>A container image that the harness has and can hand over.</summary>
/// <param name="Repository">name without registry and tag: <c>pspload/reference-psp</c></param>
/// <param name="Tag">another content has another</param>
/// <param name="SaveAsync">writes it as <c>docker save</c> does</param>
public sealed record LocalImage(string Repository, string Tag, Func<Stream, CancellationToken, Task> SaveAsync)
{
    public const string ReferencePsp = "pspload/reference-psp";
    public const string AcquirerSimulator = "pspload/acquirer-simulator";
}
