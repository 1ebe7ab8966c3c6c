namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>The host never heard of the command, so it may be run again on another connection.</summary>
internal sealed class NeverStartedException(string message, Exception inner) : Exception(message, inner);
