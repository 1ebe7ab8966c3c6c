namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>The security module can't be used; the message is one line that says what is wrong and what to do.</summary>
public sealed class SecurityModuleException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The same call may succeed at once.</summary>
    internal bool MayPass { get; init; }
}
