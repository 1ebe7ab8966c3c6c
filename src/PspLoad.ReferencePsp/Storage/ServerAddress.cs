namespace PspLoad.ReferencePsp.Storage;

/// <summary>The address of a database server.</summary>
public sealed record ServerAddress(string Host, uint Port)
{
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>What the last probe of a database server saw.</summary>
public enum ServerState
{
    Unknown,
    Unreachable,
    ReadOnly,
    Writable,
}
