using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using DotLiquid;
using DotLiquid.NamingConventions;

namespace PspLoad.Roles.Templates;

/// <summary>Liquid templates that are stored beside their role's code and embedded in the assembly.</summary>
internal static class TemplateText
{
    private static readonly ConcurrentDictionary<string, string> s_texts = new(StringComparer.Ordinal);

    static TemplateText() => Template.NamingConvention = new CSharpNamingConvention();

    /// <param name="name">folder of the role and file name: <c>Dns/zone.liquid</c></param>
    /// <param name="model">its public members (text, numbers, lists of them) are available under the same names in the template</param>
    /// <exception cref="InvalidOperationException">the template is defective; a name that the model lacks is an error, not an empty string in
    /// a configuration</exception>
    public static string Render(string name, object model)
    {
        // A parsed template collects rendering errors, so each rendering gets its own template and can run in parallel.
        var template = Template.Parse(s_texts.GetOrAdd(name, Read));
        var text = template.Render(
            new RenderParameters(CultureInfo.InvariantCulture) { LocalVariables = Hash.FromAnonymousObject(model), ErrorsOutputMode = ErrorsOutputMode.Rethrow }
        );
        return template.Errors.Count == 0 ? text : throw new InvalidOperationException($"{name}: {template.Errors[0].Message}");
    }

    /// <summary>A file beside its role's code that is not a template.</summary>
    /// <param name="name">folder of the role and file</param>
    public static string Verbatim(string name) => s_texts.GetOrAdd(name, Read);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PspLoad.Roles.{name.Replace('/', '.')}")
            ?? throw new InvalidOperationException($"there is no template {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
