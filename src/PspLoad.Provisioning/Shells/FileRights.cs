namespace PspLoad.Provisioning.Shells;

/// <summary>Mode and owner of a file that is written to a host.</summary>
public sealed record FileRights
{
    /// <param name="mode">octal mode, for example <c>0644</c></param>
    /// <param name="owner">user on the host; null keeps the user that writes the file</param>
    /// <param name="group">group on the host; null uses the owner's login group</param>
    /// <exception cref="ArgumentException">the mode is not octal</exception>
    public FileRights(string mode, string? owner = null, string? group = null)
    {
        if (mode.Length is not (3 or 4) || mode.Any(digit => digit is < '0' or > '7'))
            throw new ArgumentException($"'{mode}' is not an octal file mode like 0644", nameof(mode));
        (Mode, Owner, Group) = (mode, owner, group);
    }

    public string Mode { get; }

    public string? Owner { get; }

    public string? Group { get; }

    /// <summary>True writes the file as root, through sudo if the login user isn't root.</summary>
    public bool AsRoot { get; init; } = true;
}
