namespace PspLoad.Core.Configuration;

/// <summary>A file that the user wrote is wrong. Nothing was changed.</summary>
public sealed class InvalidConfigurationException(IReadOnlyList<ConfigurationError> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>All errors, in the order of the file's lines.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
