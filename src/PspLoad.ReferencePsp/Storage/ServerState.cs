namespace PspLoad.ReferencePsp.Storage;

/// <summary>What the last probe saw.</summary>
public enum ServerState
{
    Unknown,
    Unreachable,
    ReadOnly,
    Writable,
}
