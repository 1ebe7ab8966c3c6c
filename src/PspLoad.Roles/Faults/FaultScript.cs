namespace PspLoad.Roles.Faults;

/// <summary>
/// A fault as POSIX shell that root runs on its host. <paramref name="Prepare"/> stores what it finds in the directory <c>$state</c>, so that
/// injection is a single command.
/// </summary>
/// <param name="Prepare">finds the target; a nonzero exit code means that the fault is impossible, and the last line of output says why</param>
/// <param name="Inject">causes the fault</param>
/// <param name="Undo">repairs it, and does nothing if it is already repaired; null for a fault that ends at once</param>
public sealed record FaultScript(string Prepare, string Inject, string? Undo);
