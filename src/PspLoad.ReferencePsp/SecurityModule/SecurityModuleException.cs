namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>The security module cannot be used. The message is one line: what is wrong and what to do.</summary>
public sealed class SecurityModuleException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed when repeated at once.</summary>
    internal bool MayPass { get; init; }
}
