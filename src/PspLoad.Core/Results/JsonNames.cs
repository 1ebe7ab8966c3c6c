using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>Texts and messages call a word of <c>run.json</c> by its name there.</summary>
public static class JsonNames
{
    /// <returns>the value's <see cref="JsonStringEnumMemberNameAttribute"/></returns>
    public static string JsonName<TWord>(this TWord word)
        where TWord : struct, Enum => NamesOf<TWord>.All[word];

    /// <returns>the value of that name; null if there is none</returns>
    public static TWord? Find<TWord>(string name)
        where TWord : struct, Enum
    {
        foreach (var (word, known) in NamesOf<TWord>.All)
        {
            if (known == name)
                return word;
        }
        return null;
    }

    private static class NamesOf<TWord>
        where TWord : struct, Enum
    {
        public static readonly FrozenDictionary<TWord, string> All = typeof(TWord)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(field => (TWord)field.GetValue(null)!, field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);
    }
}
