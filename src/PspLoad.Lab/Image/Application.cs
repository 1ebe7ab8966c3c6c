namespace PspLoad.Lab.Image;

/// <summary>A program of this checkout that runs as a container.</summary>
/// <param name="Repository">name of its image, without a tag</param>
/// <param name="Project">folder in <c>src/</c> with a <c>Dockerfile</c> that has the argument BASE_IMAGE</param>
public sealed record Application(string Repository, string Project)
{
    public static Application ReferencePsp { get; } = new("pspload/reference-psp", "PspLoad.ReferencePsp");

    public static Application AcquirerSimulator { get; } = new("pspload/acquirer-simulator", "PspLoad.AcquirerSimulator");

    public static IReadOnlyList<Application> All { get; } = [ReferencePsp, AcquirerSimulator];
}

/// <summary>An application's image on this machine's engine.</summary>
/// <param name="Name"><c>repository:tag</c>; the tag identifies the content</param>
/// <param name="Id"><c>sha256:…</c> of its configuration</param>
/// <param name="Base">name of its base image</param>
/// <param name="Bytes">size of all its layers, unpacked</param>
/// <param name="AddedBytes">size of the layers that it adds to its base</param>
public sealed record ApplicationImage(string Name, string Id, string Base, long Bytes, long AddedBytes);
