using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>The names of <see cref="ViolationKind"/> in files and reports.</summary>
public static class ViolationKinds
{
    private static readonly FrozenDictionary<ViolationKind, string> s_names = Enum.GetValues<ViolationKind>().ToFrozenDictionary(kind => kind, ReadName);

    /// <summary>The same name as in JSON, for example <c>double-charge</c>.</summary>
    public static string Name(this ViolationKind kind) => s_names[kind];

    private static string ReadName(ViolationKind kind) =>
        typeof(ViolationKind).GetField(kind.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
}
