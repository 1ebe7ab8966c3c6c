using System.Security.Cryptography;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>
/// Runs commands on one host. Takes a session, becomes root if asked, marks the command's processes, and stops them if the command
/// is cancelled, times out or fails.
/// </summary>
internal sealed class CommandRunner(HostConnection host, RootAccessProbe root)
{
    private const int StartAttempts = 3;
    private const int TagBytes = 12;

    /// <inheritdoc cref="SshHost.RunAsync"/>
    public async Task<CommandResult> RunAsync(string command, CommandOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = await host.OpenAsync(cancellationToken);
            await connection.Slots.WaitAsync(cancellationToken);
            try
            {
                if (connection.IsAlive)
                    return await RunAsync(connection, command, options, cancellationToken);
            }
            catch (NeverStartedException e) when (attempt < StartAttempts)
            {
                connection.Abandon(e.Message);
            }
            catch (NeverStartedException e)
            {
                throw new HostUnreachableException(host.Host.Name, e.Message, "is the host overloaded, or is something closing its connections?", e);
            }
            finally
            {
                connection.Slots.Release();
            }
        }
    }

    private async Task<CommandResult> RunAsync(LiveConnection connection, string command, CommandOptions options, CancellationToken cancellationToken)
    {
        var access = options.AsRoot ? await root.OfAsync(connection, cancellationToken) : RootAccess.LoginUser;
        var tag = NewTag();
        var line = RemoteCommandLine.Build(command, tag, options, access);
        cancellationToken.ThrowIfCancellationRequested();

        using var limit = new CancellationTokenSource(options.Timeout ?? Timeout.InfiniteTimeSpan, host.Time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var process = await RemoteProcess.StartAsync(connection, command, line, root.Preface(access, tag), options);
        try
        {
            return await process.WaitAsync(giveUp.Token);
        }
        catch (Exception e) when (e is not ConnectionLostException)
        {
            process.Discard();
            var leftover = await new ProcessStopper(host, root).StopAsync(connection, tag, access, process.Exited);
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
                throw new CommandTimedOutException(connection.Host, command, options.Timeout!.Value, leftover);
            throw;
        }
    }

    public static string NewTag() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TagBytes));
}
