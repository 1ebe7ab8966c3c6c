namespace PspLoad.ReferencePsp.Storage;

/// <summary>A numbered script: <c>0001_initial.sql</c> is version 1.</summary>
public sealed record Migration(int Version, string Name, string Script)
{
    /// <summary>All scripts in this program, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Read();

    private static List<Migration> Read()
    {
        const string Folder = "migrations/";
        var assembly = typeof(Migration).Assembly;
        List<Migration> migrations = [];
        foreach (
            var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        )
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            var name = resource[Folder.Length..^".sql".Length];
            migrations.Add(new Migration(int.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd()));
        }

        return migrations;
    }
}
