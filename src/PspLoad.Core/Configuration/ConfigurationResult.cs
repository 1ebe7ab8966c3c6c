using System.Diagnostics.CodeAnalysis;

namespace PspLoad.Core.Configuration;

/// <summary>What a configuration file says, or everything that is wrong with it.</summary>
/// <param name="Value">null where there are errors</param>
/// <param name="Errors">in the order of the file's lines; empty where there is a value</param>
public sealed record ConfigurationResult<T>(T? Value, IReadOnlyList<ConfigurationError> Errors)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;
}
