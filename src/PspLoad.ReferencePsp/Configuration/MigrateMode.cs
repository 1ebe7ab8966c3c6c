namespace PspLoad.ReferencePsp.Configuration;

/// <summary>MIGRATE: what is done about the schema at start.</summary>
public enum MigrateMode
{
    /// <summary>Apply what is missing, then serve.</summary>
    Auto,

    /// <summary>Apply what is missing, then exit.</summary>
    Only,

    /// <summary>Serve once the schema is as new as this program.</summary>
    Off,
}
