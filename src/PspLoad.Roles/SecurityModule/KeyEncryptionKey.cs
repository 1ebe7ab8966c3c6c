using System.Text.RegularExpressions;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.SecurityModule;

/// <summary>
/// The key-encryption key. It is declared on the first host and distributed to all other tokens when it is created: each of them offers a
/// transport key, the first host creates the key and wraps it for each, and each accepts its own copy. The harness only ever handles the
/// wrapped key. An existing key is never created again.
/// </summary>
/// <param name="Context">context of the first host</param>
internal sealed partial record KeyEncryptionKey(RoleContext Context) : Resource
{
    public override string Id => $"key {SecurityModuleRole.Key}";

    /// <summary>Looks for key objects in the token without a login, because a login would write to it. The token's own object is excluded.</summary>
    public override string ProbeScript =>
        $"find {SecurityModuleRole.TokenDirectory} -name '*.object' ! -name token.object 2>/dev/null | grep -q . && echo present || echo absent";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "present"
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(
                new Change($"made for {string.Join(", ", Hosts.Select(host => host.Name))}", "absent", "present") { Apply = MakeAsync, Command = "keys create" }
            );

    public override string ToString() => Id;

    private IReadOnlyList<HostDefinition> Hosts => [.. Context.Environment.HostsWith(SecurityModuleRole.RoleName)];

    private async Task MakeAsync(IHostShell shell, CancellationToken cancellationToken)
    {
        var others = Hosts.Where(host => host != Context.Host).Select(host => (Node: Context with { Host = host }, Shell: Context.ShellOf!(host))).ToList();
        var offers = new List<string>();
        foreach (var (node, other) in others)
            offers.Add(await RunAsync(other, node, KeyProgram.Run(node, "offer", writes: true), cancellationToken));

        var lines = (await RunAsync(shell, Context, Create(offers), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != others.Count)
            throw new ResourceFailedException(1, $"keys create printed {lines.Length} lines for {others.Count} offers");
        foreach (var ((node, other), line) in others.Zip(lines))
            await RunAsync(other, node, $"printf '%s\\n' {Shell.Quote(line)} | {KeyProgram.Run(node, "accept", writes: true)}", cancellationToken);

        var made = await CheckValueAsync(shell, Context, cancellationToken);
        foreach (var (node, other) in others)
        {
            var found = await CheckValueAsync(other, node, cancellationToken);
            if (found != made)
            {
                throw new ResourceFailedException(
                    1,
                    $"{node.Host.Name} has a key with the check value {found}, {Context.Host.Name} has {made}: somebody replaced the key on the way"
                );
            }
        }
        KeyRecord.Keep(Context.Environment, made);
    }

    /// <summary>Offers are public keys. They are mounted as files.</summary>
    private string Create(List<string> offers)
    {
        var files = offers.Select((offer, index) => (Path: $"/run/pspload-offers/{index}.pem", Offer: offer)).ToList();
        var writes = files.Select(file => $"cat >{file.Path} <<'END_OF_OFFER'\n{file.Offer}\nEND_OF_OFFER");
        return $"""
            mkdir -p -m 0755 /run/pspload-offers
            trap 'rm -rf /run/pspload-offers' EXIT
            {string.Join('\n', writes)}
            {KeyProgram.Run(Context, Shell.Join(["create", .. files.Select(file => file.Path)]), writes: true, "/run/pspload-offers:/run/pspload-offers:ro")}
            """;
    }

    private static async Task<string> CheckValueAsync(IHostShell shell, RoleContext node, CancellationToken cancellationToken)
    {
        var shown = await RunAsync(shell, node, KeyProgram.Run(node, "show", writes: false), cancellationToken);
        return CheckValue().Match(shown) is { Success: true } match
            ? match.Groups["value"].Value
            : throw new ResourceFailedException(1, $"keys show on {node.Host.Name}: {shown}");
    }

    /// <summary>Returns the whole output. On failure, the tool's messages also go to the journal.</summary>
    private static async Task<string> RunAsync(IHostShell shell, RoleContext node, string script, CancellationToken cancellationToken)
    {
        Frame? result = null;
        await ShellBatches.ApplyAsync(
            shell,
            [$"exec 3>&1\nsaid=$(mktemp)\ntrap 'rm -f $said' EXIT\nif ! (\n{script}\n) 2>$said >&3; then cat $said; exit 1; fi"],
            frame => result = frame,
            cancellationToken
        );
        return result is { ExitCode: 0 } ? result.Output : throw new ResourceFailedException(result?.ExitCode ?? -1, $"{node.Host.Name}: {result?.Output}");
    }

    [GeneratedRegex("\"checkValue\":\"(?<value>[0-9a-f]{8})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CheckValue();
}
