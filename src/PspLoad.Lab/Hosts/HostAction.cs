namespace PspLoad.Lab.Hosts;

/// <summary>What brings a host from what it is to what it should be.</summary>
internal enum HostAction
{
    Keep,
    Start,
    Resume,
    Replace,
    Create,
}
