namespace PspLoad.Provisioning.Engine;

public enum RolePhase
{
    Waiting,
    Probing,
    Applying,
    Done,
    Failed,
    Skipped,
}
