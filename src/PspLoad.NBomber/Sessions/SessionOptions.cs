namespace PspLoad.NBomber.Sessions;

/// <summary>Settings of a session besides its load.</summary>
/// <param name="Name">name of the scenario in NBomber's reports</param>
/// <param name="Folder">folder of NBomber's reports and log; NBomber empties it first</param>
/// <param name="Licence">key for NBomber 5 and later; null: personal use</param>
public sealed record SessionOptions(string Name, string Folder, string? Licence)
{
    /// <summary>What the user configures in NBomber itself.</summary>
    public NBomberSettings Settings { get; init; } = NBomberSettings.None;

    /// <summary>Omits the licence key.</summary>
    public override string ToString() => $"{Name} in {Folder}";
}
