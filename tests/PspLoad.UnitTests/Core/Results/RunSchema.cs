using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Xml.Linq;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Core.Results;

/// <summary>Generates <c>docs/run.schema.json</c> from the records and their docstrings.</summary>
internal static class RunSchema
{
    public static string Make()
    {
        var words = XDocument
            .Load(Path.Combine(AppContext.BaseDirectory, "PspLoad.Core.xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value);
        var schema = ResultsJson
            .Default.RunDocument.GetJsonSchemaAsNode(
                new JsonSchemaExporterOptions
                {
                    TreatNullObliviousAsNonNullable = true,
                    TransformSchemaNode = (context, node) =>
                    {
                        if (
                            node is JsonObject described
                            && context.PropertyInfo is { } property
                            && Describe(words, property.DeclaringType, context) is { Length: > 0 } text
                        )
                        {
                            described.Insert(0, "description", text);
                        }

                        // Known ids are examples only: a later version writes more.
                        if (node is JsonObject id && context.PropertyInfo is { Name: "id" } named && named.DeclaringType == typeof(FindingPart))
                            id["examples"] = new JsonArray([.. Enum.GetValues<FindingId>().Select(known => JsonValue.Create(known.JsonName()))]);
                        return node;
                    },
                }
            )
            .AsObject();
        schema.Insert(0, "title", "PspLoad run.json, schemaVersion 1");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema["properties"]!["schemaVersion"]!["const"] = RunDocument.CurrentSchema;
        return schema.ToJsonString(
                new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            ) + "\n";
    }

    private static string? Describe(Dictionary<string, XElement> words, Type type, JsonSchemaExporterContext context)
    {
        var name = ((MemberInfo)context.PropertyInfo!.AttributeProvider!).Name;
        if (words.TryGetValue($"P:{type.FullName}.{name}", out var member))
            return Text(member.Element("summary"));
        var record = words.GetValueOrDefault($"T:{type.FullName}");
        return Text(record?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")!.Value == name));
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = string.Concat(
            element
                .Nodes()
                .Select(node =>
                    node is XElement { Name.LocalName: "see" } see ? see.Attribute("cref")!.Value.Split('.')[^1]
                    : node is XElement inner ? inner.Value
                    : node.ToString()
                )
        );
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
