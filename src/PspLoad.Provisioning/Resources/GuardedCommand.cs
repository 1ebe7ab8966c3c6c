using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A command for what no other resource covers. Its guard is its declared state: set exactly one of
/// <see cref="Creates"/> and <see cref="Unless"/>.
/// </summary>
/// <param name="Name">what the command achieves, for people</param>
/// <param name="Script">POSIX shell; may hold secrets and is never shown</param>
public sealed record GuardedCommand(string Name, string Script) : Resource
{
    /// <summary>Path that exists once the command has run.</summary>
    public string? Creates { get; init; }

    /// <summary>POSIX shell that succeeds once the command has run.</summary>
    public string? Unless { get; init; }

    /// <summary>
    /// Resources that come before this one in the role. If one of them is about to change, the command runs regardless of its guard.
    /// </summary>
    public IReadOnlyList<Resource> AfterChangeOf { get; init; } = [];

    public override string Id => $"command {Name}";

    public override string ProbeScript =>
        (Creates, Unless) switch
        {
            ({ } path, null) => $"if [ -e {Shell.Quote(path)} ]; then echo done; else echo due; fi",
            (null, { } guard) => $"if (\n{guard}\n) >/dev/null 2>&1; then echo done; else echo due; fi",
            _ => throw new InvalidOperationException($"{Id} needs exactly one guard: creates or unless"),
        };

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "done" && !AfterChangeOf.Any(resource => changing.Contains(resource.Id))
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(new Change("run", actual.Output, "done") { ApplyScript = Script });

    /// <summary>Omits the script, which may hold secrets.</summary>
    public override string ToString() => Id;
}
