using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PspLoad.Core.Configuration;

/// <summary>
/// Reads the keys of one mapping as typed values. Every mistake adds an error and gives null. Reading then continues,
/// so that all mistakes in a file are reported at once.
/// </summary>
public sealed class MappingReader
{
    private readonly ConfigurationMapping _mapping;
    private readonly ICollection<ConfigurationError> _errors;

    /// <param name="mapping">mapping to read</param>
    /// <param name="keys">all keys that it may have; any other key is an error, reported with the nearest known key</param>
    /// <param name="errors">receives every error</param>
    public MappingReader(ConfigurationMapping mapping, IReadOnlyCollection<ConfigurationKey> keys, ICollection<ConfigurationError> errors)
    {
        (this._mapping, this._errors) = (mapping, errors);
        var known = keys.Select(key => key.Name).ToList();
        foreach (var (name, value) in mapping.Entries)
        {
            if (!known.Contains(name) && value is not RefusedNode)
                errors.Add(value.Error("unknown key", NearestName.Suggestion(name, known)));
        }
    }

    public bool Has(ConfigurationKey key) => _mapping.Entries.ContainsKey(key.Name);

    /// <returns>the text of a single value as written, unchecked; null if there is none</returns>
    public string? Written(ConfigurationKey key) => (_mapping.Entries.GetValueOrDefault(key.Name) as ConfigurationScalar)?.Text;

    /// <returns>1-based line of the key, or of the mapping if the key is missing</returns>
    public int Line(ConfigurationKey key) => PlaceOf(key).Line;

    /// <summary>Adds an error at a key, or at the mapping if the key is missing.</summary>
    public void Refuse(ConfigurationKey key, string problem, string remedy) => _errors.Add(PlaceOf(key).Error(problem, remedy));

    /// <returns>the text as written, never empty; null after an error, or if an optional key is missing</returns>
    public string? Text(ConfigurationKey key, TextFormat? format = null)
    {
        if (Node<ConfigurationScalar>(key) is not { } scalar)
            return null;

        if (scalar.Text.Length == 0)
            return Refused<string>(scalar, "is empty", key.Expected);

        return format is null || format.Matches(scalar.Text)
            ? scalar.Text
            : Refused<string>(scalar, $"{ConfigurationError.Quote(scalar.Text)} is not {format.Noun}", $"expected {format.Expected}");
    }

    /// <returns>a whole number within the bounds (inclusive); null after an error, or if an optional key is missing</returns>
    public int? WholeNumber(ConfigurationKey key, int minimum, int maximum)
    {
        if (Node<ConfigurationScalar>(key) is not { } scalar)
            return null;

        return WholeNumber(scalar, minimum, maximum);
    }

    /// <inheritdoc cref="WholeNumber(ConfigurationKey, int, int)"/>
    public int? WholeNumber(ConfigurationScalar scalar, int minimum, int maximum)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"expected a whole number from {minimum} to {maximum}");
        var digits = scalar.Text.StartsWith('-') ? scalar.Text[1..] : scalar.Text;
        var shown = ConfigurationError.Quote(scalar.Text);
        if (scalar.IsNull)
        {
            _errors.Add(scalar.Error("has no value", expected));
        }
        else if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            _errors.Add(scalar.Error($"{shown} is not a whole number", expected));
        }
        else if (scalar.IsQuoted)
        {
            _errors.Add(scalar.Error($"{shown} in quotes is a text, not a number", "remove the quotes"));
        }
        else if (digits is ['0', _, ..])
        {
            _errors.Add(scalar.Error($"{shown} starts with a zero, which some readers take for octal", "remove the leading zeros"));
        }
        else if (
            !int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < minimum
            || number > maximum
        )
        {
            _errors.Add(scalar.Error($"{scalar.Text} is out of range", expected));
        }
        else
        {
            return number;
        }

        return null;
    }

    /// <returns>the mapping; null after an error, or if an optional key is missing</returns>
    public ConfigurationMapping? Mapping(ConfigurationKey key) => Node<ConfigurationMapping>(key);

    /// <returns>the items of the right kind; null after an error, or if an optional key is missing</returns>
    public IReadOnlyList<TNode>? Items<TNode>(ConfigurationKey key, bool atLeastOne = false)
        where TNode : ConfigurationNode
    {
        if (Node<ConfigurationList>(key) is not { } list)
            return null;

        if (atLeastOne && list.Items.Count == 0)
            _errors.Add(list.Error("is an empty list", key.Expected));
        foreach (var item in list.Items.Where(item => !Is<TNode>(item) && item is not RefusedNode))
            _errors.Add(item.Error(IsNot(item, Noun<TNode>()), key.Expected));
        return [.. list.Items.OfType<TNode>().Where(Is<TNode>)];
    }

    /// <returns>the texts in the list that match the format; empty after an error, or if an optional key is missing</returns>
    public IReadOnlyList<string> Texts(ConfigurationKey key, TextFormat format)
    {
        var texts = new List<string>();
        foreach (var item in Items<ConfigurationScalar>(key) ?? [])
        {
            if (format.Matches(item.Text))
                texts.Add(item.Text);
            else
                _errors.Add(item.Error($"{ConfigurationError.Quote(item.Text)} is not {format.Noun}", $"expected {format.Expected}"));
        }
        return texts;
    }

    private TNode? Node<TNode>(ConfigurationKey key)
        where TNode : ConfigurationNode
    {
        if (!_mapping.Entries.TryGetValue(key.Name, out var node))
        {
            // If a merge key was refused, it is unknown which keys are missing.
            if (key.IsRequired && !_mapping.Entries.ContainsKey("<<"))
                _errors.Add(PlaceOf(key).Error("is missing", key.Expected));
            return null;
        }

        if (Is<TNode>(node))
            return (TNode)node;

        return node is RefusedNode
            ? null
            : Refused<TNode>(node, node is ConfigurationScalar { IsNull: true } ? "has no value" : IsNot(node, Noun<TNode>()), key.Expected);
    }

    private ConfigurationPlace PlaceOf(ConfigurationKey key) =>
        _mapping.Entries.TryGetValue(key.Name, out var node) ? node.Place : _mapping.Place.Key(key.Name, _mapping.Place.Line);

    private T? Refused<T>(ConfigurationNode node, string problem, string remedy)
        where T : class
    {
        _errors.Add(node.Error(problem, remedy));
        return null;
    }

    private static bool Is<TNode>([NotNullWhen(true)] ConfigurationNode? node) => node is TNode and not ConfigurationScalar { IsNull: true };

    private static string IsNot(ConfigurationNode node, string noun) => $"is {node.Kind}, not {noun}";

    private static string Noun<TNode>() =>
        typeof(TNode) == typeof(ConfigurationList) ? "a list"
        : typeof(TNode) == typeof(ConfigurationMapping) ? "a mapping"
        : "a single value";
}
