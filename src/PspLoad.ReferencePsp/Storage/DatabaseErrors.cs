using System.Net.Sockets;
using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>Classifies database errors.</summary>
public static class DatabaseErrors
{
    /// <summary>The server rolled the transaction back; run it again.</summary>
    public static bool IsConflict(Exception exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead };

    /// <summary>The server or the connection failed, or the server is no longer the primary. Whether a commit took place is unknown.</summary>
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
            // When the connection broke before the command, the driver reports a plain protocol or state error.
            MySqlException { Number: 0 } or MySqlEndOfStreamException or MySqlProtocolException or IOException or SocketException or ObjectDisposedException =>
                true,
            InvalidOperationException { Source: "MySqlConnector" } => true,
            _ => false,
        };

    public static bool IsDuplicate(MySqlException exception) => exception.ErrorCode == MySqlErrorCode.DuplicateKeyEntry;
}
