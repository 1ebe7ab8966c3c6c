namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>The host never received the command, so it can be run again on another connection.</summary>
internal sealed class NeverStartedException(string message, Exception inner) : Exception(message, inner);
