namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>How a command becomes root on a host.</summary>
internal enum RootAccess
{
    /// <summary>Not at all, or the login user is root.</summary>
    LoginUser,

    Sudo,

    SudoWithPassword,
}
