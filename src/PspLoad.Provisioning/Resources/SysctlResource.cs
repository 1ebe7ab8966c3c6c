using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>Kernel parameters, active now and after a boot (sysctl.d(5)). Does not apply where the host cannot set them, as in a container.</summary>
/// <remarks>For the coming role <c>certification</c>: the hardening profile requires kernel parameters.</remarks>
/// <param name="Name">file name without folder and suffix: <c>database</c></param>
/// <param name="Settings">key as in sysctl(8) → value; the spacing between the numbers of one value doesn't matter</param>
public sealed record SysctlResource(string Name, IReadOnlyDictionary<string, string> Settings) : Resource
{
    public override string Id => $"sysctl {Name}";

    public override string ProbeScript => string.Join('\n', Settings.Keys.Order(StringComparer.Ordinal).Select(ProbeOf).Prepend(File.ProbeScript));

    public override string Declared => File.Declared;

    private FileResource File =>
        new(
            $"/etc/sysctl.d/90-pspload-{Name}.conf",
            string.Concat(Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} = {setting.Value}\n"))
        );

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var live = Settings
            .OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => (setting.Key, Wanted: Words(setting.Value), Found: Words(actual.Value($"live {setting.Key}") ?? "")))
            .Where(setting => setting.Found != setting.Wanted)
            .ToList();
        if (live.FirstOrDefault(setting => actual.Value($"writable {setting.Key}") != "yes") is { Key: not null } fixedKey)
        {
            return new StateComparison.NotHere(
                $"{fixedKey.Key} is {(fixedKey.Found.Length == 0 ? "not known to this kernel" : fixedKey.Found)} and cannot be set on this host"
            );
        }

        var file = File.Compare(actual, changing) as StateComparison.Differs;
        if (live.Count == 0 && file is null)
            return File.Compare(actual, changing);
        var summary = live.Select(setting => $"{setting.Key} {setting.Found} → {setting.Wanted}");
        return new StateComparison.Differs(
            new Change(string.Join(", ", file is null ? summary : summary.Append($"file {file.Change.Summary}")), "other", File.Declared)
            {
                ApplyScript = string.Join(
                    '\n',
                    live.Select(setting => $"printf '%s\\n' {Shell.Quote(setting.Wanted)} >{Shell.Quote(PathOf(setting.Key))}").Prepend(File.WriteScript)
                ),
                Text = file?.Change.Text,
            }
        );
    }

    private static string ProbeOf(string key) =>
        $$"""
            p={{Shell.Quote(PathOf(key))}}
            if [ -r "$p" ]; then printf 'live %s=%s\n' {{Shell.Quote(key)}} "$(cat "$p")"; fi
            if [ -w "$p" ]; then printf 'writable %s=yes\n' {{Shell.Quote(key)}}; fi
            """;

    /// <summary>A key that contains a slash is already a path, as in sysctl(8), because interface names may contain dots.</summary>
    private static string PathOf(string key) => $"/proc/sys/{(key.Contains('/', StringComparison.Ordinal) ? key : key.Replace('.', '/'))}";

    private static string Words(string value) => string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
