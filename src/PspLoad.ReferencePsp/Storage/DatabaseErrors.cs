using System.Net.Sockets;
using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Which errors of the database pass by themselves.</summary>
public static class DatabaseErrors
{
    /// <summary>The transaction was rolled back by the server and may simply run again.</summary>
    public static bool IsConflict(Exception exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead };

    /// <summary>The server or the way to it failed, or it isn't the primary any more: whether a commit took place is unknown.</summary>
    public static bool IsConnectionLoss(Exception exception) =>
        exception switch
        {
            MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry } => false,
            MySqlException
            {
                ErrorCode: MySqlErrorCode.UnableToConnectToHost
                    or MySqlErrorCode.CommandTimeoutExpired
                    or MySqlErrorCode.QueryInterrupted
                    or MySqlErrorCode.ServerShutdown
                    or MySqlErrorCode.TooManyUserConnections
                    or MySqlErrorCode.ConnectionCountError
                    or MySqlErrorCode.OptionPreventsStatement
            } => true,
            MySqlException { IsTransient: true } => true,
            MySqlException { InnerException: IOException or SocketException } => true,
            // The driver reports a connection that broke before the command as a plain protocol or state error.
            MySqlException { Number: 0 } or MySqlEndOfStreamException or MySqlProtocolException or IOException or SocketException or ObjectDisposedException =>
                true,
            InvalidOperationException { Source: "MySqlConnector" } => true,
            _ => false,
        };

    public static bool IsDuplicate(MySqlException exception) => exception.ErrorCode == MySqlErrorCode.DuplicateKeyEntry;
}
