using System.CommandLine;

namespace PspLoad.Cli.Commands.Lab;

/// <summary><c>lab up|down|status|ssh</c>: the environment's hosts as containers on this machine.</summary>
internal static class LabCommand
{
    public static Command Create() =>
        new("lab", "run the environment's hosts as containers on this machine")
        {
            LabUpCommand.Create(),
            LabDownCommand.Create(),
            LabStatusCommand.Create(),
            LabSshCommand.Create(),
        };
}
