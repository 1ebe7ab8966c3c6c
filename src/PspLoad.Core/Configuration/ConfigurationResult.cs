using System.Diagnostics.CodeAnalysis;

namespace PspLoad.Core.Configuration;

/// <summary>The content of a configuration file, or all errors in it.</summary>
/// <param name="Value">null if there are errors</param>
/// <param name="Errors">in line order; empty if there is a value</param>
public sealed record ConfigurationResult<T>(T? Value, IReadOnlyList<ConfigurationError> Errors)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;
}
