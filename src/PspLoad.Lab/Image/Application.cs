namespace PspLoad.Lab.Image;

/// <summary>A program of this checkout that runs as a container.</summary>
/// <param name="Repository">its image's name without a tag</param>
/// <param name="Project">folder below <c>src/</c>, with a <c>Dockerfile</c> that takes BASE_IMAGE</param>
public sealed record Application(string Repository, string Project)
{
    public static Application ReferencePsp { get; } = new("pspload/reference-psp", "PspLoad.ReferencePsp");

    public static Application AcquirerSimulator { get; } = new("pspload/acquirer-simulator", "PspLoad.AcquirerSimulator");

    public static IReadOnlyList<Application> All { get; } = [ReferencePsp, AcquirerSimulator];
}
