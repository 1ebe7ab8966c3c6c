namespace PspLoad.Cli.Terminal;

/// <summary>How much a command prints, and in which format.</summary>
internal enum OutputLevel
{
    Normal,
    Quiet,
    Verbose,
    Json,
}
