namespace PspLoad.Lab;

/// <summary>A lab as a whole.</summary>
public enum LabState
{
    /// <summary>The engine holds no host of it.</summary>
    Absent,

    /// <summary>Hosts exist and none runs, as after a restart of the engine.</summary>
    Stopped,

    /// <summary>Some hosts run and some do not, or do not exist.</summary>
    Partial,

    /// <summary>Every host of the environment runs.</summary>
    Running,
}
