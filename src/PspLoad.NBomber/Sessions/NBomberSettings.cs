namespace PspLoad.NBomber.Sessions;

/// <summary>What the user configures in NBomber itself, from the command line.</summary>
public sealed record NBomberSettings
{
    public static NBomberSettings None { get; } = new();

    /// <summary>Full path of a JSON configuration; null: none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Full path of a JSON infrastructure configuration, for sinks and loggers; null: none.</summary>
    public string? InfraFile { get; init; }

    /// <summary>Null: NBomber makes one.</summary>
    public string? SessionId { get; init; }

    /// <summary>NuGet packages with reporting sinks.</summary>
    public IReadOnlyList<string> Sinks { get; init; } = [];

    /// <summary>Each NAME=VALUE, for NBomber's argument <c>--cluster-NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Cluster { get; init; } = [];

    /// <summary>The configuration, or an argument, makes this process a node of a cluster.</summary>
    public bool IsNode => Cluster.Count > 0 || (ConfigFile is { } file && ConfigRules.HasCluster(file));

    /// <summary>NBomber's command-line arguments for these settings; sinks have none.</summary>
    public IEnumerable<string> Arguments =>
        [
            .. ConfigFile is { } config ? [$"--config={config}"] : Array.Empty<string>(),
            .. InfraFile is { } infra ? [$"--infra={infra}"] : Array.Empty<string>(),
            .. SessionId is { } session ? [$"--session-id={session}"] : Array.Empty<string>(),
            .. Cluster.Select(setting => $"--cluster-{setting}"),
        ];

    /// <param name="licence">reads the licence key; called only if a setting needs one</param>
    /// <returns>what is wrong with the values, and what would be right, one line each</returns>
    public IReadOnlyList<string> Refuse(Func<string?> licence)
    {
        var problems = new List<string>();
        if (ConfigFile is { } config)
            problems.AddRange(ConfigRules.Refuse(config).Select(problem => $"--nbomber-config '{config}': {problem}"));
        if (InfraFile is { } infra && ConfigRules.RefuseFile(infra) is { } unreadable)
            problems.Add($"--nbomber-infra '{infra}': {unreadable}");
        if (SessionId is { } session && !IsName(session))
            problems.Add($"--nbomber-session '{Printable(session)}' is not an id; use up to 100 letters, digits, '.', '_' and '-'");
        problems.AddRange(
            Sinks
                .Where(sink => !IsName(sink))
                .Select(sink => $"--nbomber-sink '{Printable(sink)}' is not the name of a NuGet package; write it as in NBomber.Sinks.InfluxDB")
        );
        problems.AddRange(ClusterRules.Refuse(Cluster).Select(problem => $"--nbomber-cluster {problem}"));
        if (problems.Count == 0 && IsNode && !ClusterRules.IsLocal(Cluster) && licence() is null)
        {
            problems.Add(
                $"a cluster needs an enterprise licence of NBomber; set {Licence.KeyVariable} or {Licence.FileVariable}, "
                    + "or try it on this machine with --nbomber-cluster local-dev=true"
            );
        }
        return problems;
    }

    /// <summary>What a user typed may hold anything; a message is one line.</summary>
    private static string Printable(string text) => new([.. text.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter)]);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 100
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
