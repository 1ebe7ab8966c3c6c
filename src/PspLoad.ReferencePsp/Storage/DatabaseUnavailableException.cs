namespace PspLoad.ReferencePsp.Storage;

/// <summary>There was no writable server in time. The transaction may or may not have been committed.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
