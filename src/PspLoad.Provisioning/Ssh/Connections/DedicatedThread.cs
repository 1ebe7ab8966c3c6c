namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>
/// SSH.NET blocks the calling thread for each reply. Its calls run here, beside the thread pool: the load engine lives in the same
/// process, and a pool with blocked threads would delay its arrivals.
/// </summary>
internal static class DedicatedThread
{
    public static Task<T> Run<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    public static Task Run(Action call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
