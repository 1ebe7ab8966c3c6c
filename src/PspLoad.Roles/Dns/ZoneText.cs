using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Dns;

/// <summary>A zone without its serial.</summary>
/// <param name="Name">without a trailing dot</param>
/// <param name="Ttl">how long its records may be cached, in seconds</param>
/// <param name="Primary">fully qualified, with a trailing dot</param>
/// <param name="Servers">all name servers, also fully qualified with a trailing dot</param>
/// <param name="Records">lines in master file format (RFC 1035, 5.1)</param>
public sealed record ZoneText(string Name, int Ttl, string Primary, IReadOnlyList<string> Servers, IReadOnlyList<string> Records)
{
    public string WithSerial(uint serial) =>
        TemplateText.Render(
            "Dns/zone.liquid",
            new
            {
                Name,
                Ttl,
                Primary,
                Servers,
                Records,
                Serial = serial,
            }
        );
}
