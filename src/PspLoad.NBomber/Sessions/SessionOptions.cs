namespace PspLoad.NBomber.Sessions;

/// <summary>What a session needs beside its load.</summary>
/// <param name="Name">of the scenario, in NBomber's reports</param>
/// <param name="Folder">for NBomber's reports and log; NBomber empties it first</param>
/// <param name="Licence">key for NBomber 5 and later; null: personal use</param>
public sealed record SessionOptions(string Name, string Folder, string? Licence)
{
    /// <summary>No word of the key.</summary>
    public override string ToString() => $"{Name} in {Folder}";
}
