using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PspLoad.Core.Configuration;

/// <summary>
/// Builds located nodes from YAML events. Refuses everything that can give a file another meaning than it shows:
/// duplicate keys, anchors, aliases, merge keys, tags, several documents.
/// </summary>
internal sealed class YamlTree
{
    private const int DeepestLevel = 32;

    // The scanner runs ahead of the parser, and its time grows with the square of the number of open brackets.
    private const int MostOpenBrackets = 1000;

    private readonly string _file;
    private readonly string _text;
    private readonly ICollection<ConfigurationError> _errors;
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    public YamlTree(string file, string text, ICollection<ConfigurationError> errors)
    {
        (this._file, this._text, this._errors) = (file, text, errors);
        var scanned = LineWithTooManyOpenBrackets() is null ? YamlTabs.WithoutRefused(text) : text;
        _scanner = new Scanner(new StringReader(scanned), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <returns>the document; null if there is none or the rest cannot be read, which an error then reports</returns>
    public ConfigurationNode? Read()
    {
        if (LineWithTooManyOpenBrackets() is { } line)
        {
            _errors.Add(new ConfigurationError(_file, line, "", $"more than {MostOpenBrackets} brackets are open here", "close them"));
            return null;
        }

        try
        {
            _parser.Consume<StreamStart>();
            if (!_parser.TryConsume<DocumentStart>(out _))
                return null;

            var root = Node(new ConfigurationPlace(_file, CurrentLine, ""), level: 0);
            _parser.Consume<DocumentEnd>();
            if (_parser.TryConsume<DocumentStart>(out var second))
            {
                const string Remedy = "write one document per file: remove the line '---'";
                _errors.Add(new ConfigurationError(_file, (int)second.Start.Line, "", "a second document starts here", Remedy));
            }

            return root;
        }
        catch (YamlException exception)
        {
            _errors.Add(SyntaxError((int)exception.Start.Line, exception.Message));
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 lets these exceptions escape for some texts: "[a }", "!!]".
            _errors.Add(SyntaxError(ScannedLine, "this cannot be read"));
            return null;
        }
    }

    private ConfigurationNode Node(ConfigurationPlace place, int level)
    {
        if (level > DeepestLevel)
        {
            _parser.SkipThisAndNestedEvents();
            return Refused(place, $"nested deeper than {DeepestLevel} levels", "no key needs that: check brackets and indentation");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Refused(place, $"alias {ConfigurationError.Quote("*" + alias.Value)} is not supported", "write the value out here");

        var node = _parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty)
        {
            var anchor = ConfigurationError.Quote("&" + node.Anchor.Value);
            _errors.Add(place.Error($"anchor {anchor} is not supported", "remove it and write values out where they are needed"));
        }
        if (!node.Tag.IsEmpty)
            _errors.Add(place.Error($"tag {ConfigurationError.Quote(node.Tag.Value)} is not supported", "remove it: every key has a fixed type"));

        return node switch
        {
            Scalar scalar => new ConfigurationScalar(place, scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => List(place, level),
            MappingStart => Mapping(place, level),
            _ => throw new YamlException(node.Start, node.End, $"unexpected {node.GetType().Name}"),
        };
    }

    private ConfigurationList List(ConfigurationPlace place, int level)
    {
        var items = new List<ConfigurationNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(place.Item(items.Count, CurrentLine), level + 1));
        return new ConfigurationList(place, items);
    }

    private ConfigurationMapping Mapping(ConfigurationPlace place, int level)
    {
        var entries = new OrderedDictionary<string, ConfigurationNode>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var line = CurrentLine;
            if (Node(place with { Line = line }, level + 1) is not ConfigurationScalar key)
            {
                _errors.Add((place with { Line = line }).Error("a key that is not a text", "expected 'key: value'"));
                Node(place with { Line = line }, level + 1);
                continue;
            }

            var keyPlace = place.Key(key.Text, line);
            var value = Node(keyPlace, level + 1);
            if (key is { Text: "<<", IsQuoted: false } && value is not RefusedNode)
                value = Refused(keyPlace, "merge keys are not supported", "write the keys out here");

            if (!entries.TryAdd(key.Text, value))
            {
                var first = entries[key.Text].Place.Line.ToString(CultureInfo.InvariantCulture);
                _errors.Add(keyPlace.Error($"duplicate key, also on line {first}", "keep one of them"));
            }
        }

        return new ConfigurationMapping(place, entries);
    }

    private int CurrentLine
    {
        get
        {
            _parser.Accept<ParsingEvent>(out var next);
            return (int)(next?.Start.Line ?? 1);
        }
    }

    private RefusedNode Refused(ConfigurationPlace place, string problem, string remedy)
    {
        _errors.Add(place.Error(problem, remedy));
        return new RefusedNode(place);
    }

    private int? LineWithTooManyOpenBrackets()
    {
        var (line, open) = (1, 0);
        foreach (var character in _text)
        {
            line += character is '\n' ? 1 : 0;
            open = Math.Max(
                0,
                open
                    + (
                        character is '[' or '{' ? 1
                        : character is ']' or '}' ? -1
                        : 0
                    )
            );
            if (open > MostOpenBrackets)
                return line;
        }

        return null;
    }

    private ConfigurationError SyntaxError(int startLine, string message)
    {
        var start = Math.Max(1, startLine);
        var lines = _text.Split('\n');
        for (var number = start; number <= Math.Min(Math.Max(start, ScannedLine) + 1, lines.Length); number++)
        {
            var line = lines[number - 1];
            if (line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal))
                return new ConfigurationError(_file, number, "", "the line is indented with a tab", "indent with spaces");
        }

        return new ConfigurationError(
            _file,
            start,
            "",
            $"not valid YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}",
            "check this line and the one above for indentation, a missing bracket, colon or quote, or a text with ': ' that needs quotes"
        );
    }

    private int ScannedLine => (int)_scanner.CurrentPosition.Line;
}
