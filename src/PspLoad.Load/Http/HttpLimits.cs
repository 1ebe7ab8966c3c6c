namespace PspLoad.Load.Http;

/// <summary>What an answer may cost the injector. Beyond a limit the request ends as <c>Protocol</c> and its connection is closed.</summary>
public sealed record HttpLimits
{
    /// <summary>One status, header, chunk-size or trailer line, bytes.</summary>
    public int MaxLineBytes { get; init; } = 16 * 1024;

    /// <summary>All status, header and trailer lines of an answer with its interim (1xx) answers, bytes.</summary>
    public int MaxHeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Header and trailer lines of an answer with its interim answers.</summary>
    public int MaxHeaderCount { get; init; } = 128;

    /// <summary>Body after dechunking, kept or discarded, bytes.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>One chunk, bytes.</summary>
    public long MaxChunkBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Interim (1xx) answers before the final one.</summary>
    public int MaxInterimResponses { get; init; } = 16;
}
