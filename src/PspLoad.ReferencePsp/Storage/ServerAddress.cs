namespace PspLoad.ReferencePsp.Storage;

/// <summary>A database server.</summary>
public sealed record ServerAddress(string Host, uint Port)
{
    public override string ToString() => $"{Host}:{Port}";
}
