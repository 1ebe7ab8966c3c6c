using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Every fault that a scenario may name.</summary>
public static class FaultCatalogue
{
    /// <summary>Longest duration of a fault. After it the host undoes the fault by itself, whatever happened to the harness.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Uses the same operation as an operator would, not a script.</summary>
    public const string Promotion = "promote-database";

    /// <inheritdoc cref="Promotion"/>
    public const string Deployment = "deploy-application";

    /// <summary>In a lab, the lab's engine does this.</summary>
    public const string Restart = "restart-host";

    private static readonly FaultOption s_delay = new(new ConfigurationKey("delay", "a time", "default 100ms", "100ms"), ScenarioFormats.Time, "100ms");
    private static readonly FaultOption s_peer = new(
        new ConfigurationKey("peer", "a host name", "optional", "db1"),
        new TextFormat("a host name", "for example db1", text => text.Length > 0),
        ""
    );

    private static readonly FaultOption s_image = new(
        new ConfigurationKey("image", "an image", "default: what runs, under a new digest", "pspload/reference-psp:next"),
        new TextFormat("an image or an archive of docker save", "for example pspload/reference-psp:next", text => text.Length > 0),
        ""
    );

    public static IReadOnlyList<FaultDescription> All { get; } =
    [
        new("kill-active-application", "SIGKILL to the application that the front sends requests to", "application"),
        new("hang-active-application", "SIGSTOP to the active application, SIGCONT at its end", "application") { Lasts = true },
        new("stop-active-application", "the active application is stopped gracefully and started again at its end", "application") { Lasts = true },
        new("kill-database", "SIGKILL to the database server that takes writes", "database"),
        new("hang-database", "SIGSTOP to the database server that takes writes, SIGCONT at its end", "database") { Lasts = true },
        new("stop-replica", "the database replica is stopped, and started again at its end", "database") { Lasts = true },
        new("lag-replica", "the database replica receives and acknowledges, but does not apply until its end", "database") { Lasts = true },
        new(Promotion, "planned promotion: the replica becomes the primary", "database"),
        new(Deployment, "another version of the application is deployed: the standby first, switch, then the other", "application") { Options = Of(s_image) },
        new("switch-front", "planned switch: the front sends requests to the other application", "front"),
        new("reload-front", "NGINX reads its configuration again", "front"),
        new("drop-network", "a host's packets are dropped, except those of SSH; with peer, those between the two", null)
        {
            Lasts = true,
            NeedsHost = true,
            Options = Of(s_peer),
        },
        new("delay-network", "a host's packets are delayed", null)
        {
            Lasts = true,
            NeedsHost = true,
            Options = Of(s_delay),
        },
        new(Restart, "a host loses its power and boots again", null) { NeedsHost = true },
        new("fill-disk", "a host's disk is filled up", null) { Lasts = true, NeedsHost = true },
        new("hog-cpu", "every CPU of a host is busy", null) { Lasts = true, NeedsHost = true },
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(fault => fault.Name)];

    /// <returns>the fault, or null if the name is unknown</returns>
    public static FaultDescription? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);

    private static Dictionary<string, FaultOption> Of(params FaultOption[] options) => options.ToDictionary(option => option.Key.Name);
}
