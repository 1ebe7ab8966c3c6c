using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator;

/// <summary>The log messages at start.</summary>
internal static partial class StartLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Mistake}")]
    public static partial void ConfigurationIsWrong(ILogger logger, string mistake);

    [LoggerMessage(Level = LogLevel.Information, Message = "operations at {Operations}, administration at {Administration}, {Behaviour}")]
    public static partial void Serves(ILogger logger, Uri operations, Uri administration, Behaviour behaviour);
}
