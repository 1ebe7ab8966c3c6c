using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace PspLoad.Reporting.Drawing;

/// <summary>The font Inter, embedded in the assembly, so that charts look the same on a server without fonts.</summary>
internal sealed class EmbeddedFont : IFontResolver
{
    public const string Name = "Inter";

    /// <summary>Registers once per process: ScottPlot's list of fonts must not change while another thread draws.</summary>
    private static readonly Lazy<bool> s_registration = new(Register);

    private EmbeddedFont() { }

    public static SKTypeface Regular { get; } = Load("Inter_400Regular.ttf");

    public static SKTypeface SemiBold { get; } = Load("Inter_600SemiBold.ttf");

    /// <summary>Makes ScottPlot use the font.</summary>
    public static void Use() => _ = s_registration.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name
            ? bold
                ? SemiBold
                : Regular
            : null;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, italic: false);

    private static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new EmbeddedFont());
        Fonts.Default = Name;
        return true;
    }

    private static SKTypeface Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PspLoad.Reporting.Drawing.Fonts.{file}")
            ?? throw new InvalidOperationException($"the font {file} is not in the assembly");
        return SKTypeface.FromStream(stream);
    }
}
