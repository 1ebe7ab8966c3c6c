namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>How a command becomes root on a host.</summary>
internal enum RootAccess
{
    /// <summary>No change of user: root was not requested, or the login user is root.</summary>
    LoginUser,

    Sudo,

    SudoWithPassword,
}
