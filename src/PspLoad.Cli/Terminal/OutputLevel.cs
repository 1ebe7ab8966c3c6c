namespace PspLoad.Cli.Terminal;

/// <summary>How much a command tells.</summary>
internal enum OutputLevel
{
    Normal,
    Quiet,
    Verbose,
    Json,
}
