namespace PspLoad.ReferencePsp.Storage;

/// <summary>No writable server within the time allowed; what was under way may or may not have been stored.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
