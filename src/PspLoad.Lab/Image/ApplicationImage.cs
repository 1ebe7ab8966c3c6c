namespace PspLoad.Lab.Image;

/// <summary>An application's image on this machine's engine.</summary>
/// <param name="Name"><c>repository:tag</c>; another content has another tag</param>
/// <param name="Id"><c>sha256:…</c> of its configuration</param>
/// <param name="Base">the image that it was built on</param>
/// <param name="Bytes">size of all its layers, unpacked</param>
/// <param name="AddedBytes">of these, what it adds to its base</param>
public sealed record ApplicationImage(string Name, string Id, string Base, long Bytes, long AddedBytes);
