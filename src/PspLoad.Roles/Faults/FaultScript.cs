namespace PspLoad.Roles.Faults;

/// <summary>A fault as POSIX shell, run by root on its host. What <paramref name="Prepare"/> finds it leaves in the directory
/// <c>$state</c>, so that injection is one command.</summary>
/// <param name="Prepare">finds what is to be broken; an exit code other than 0 says that it can't be, the last line of output why</param>
/// <param name="Inject">breaks it</param>
/// <param name="Undo">mends it, also when it is whole already; null for what is over at once</param>
public sealed record FaultScript(string Prepare, string Inject, string? Undo);
