using PspLoad.Core.Configuration;

namespace PspLoad.Cli;

/// <summary>A configuration file of the user has errors. Nothing was changed.</summary>
internal sealed class InvalidConfigurationException(IReadOnlyList<ConfigurationError> errors) : Exception(string.Join('\n', errors))
{
    /// <summary>All errors, in the order of the file's lines.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
