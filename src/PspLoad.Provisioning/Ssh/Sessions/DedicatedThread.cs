namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// Runs the calls of SSH.NET, which block the calling thread for each reply, on threads outside the thread pool. The load engine runs in the same
/// process, and blocked pool threads would delay its arrivals.
/// </summary>
internal static class DedicatedThread
{
    public static Task<T> Run<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    public static Task Run(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
