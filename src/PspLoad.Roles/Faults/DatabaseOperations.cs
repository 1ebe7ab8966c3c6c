using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Roles.Faults;

/// <summary>What a promotion needs besides the hosts.</summary>
/// <param name="Secrets">for the replication account</param>
/// <param name="Journal">audit trail; its creator disposes of it</param>
public sealed record DatabaseOperations(SecretStore Secrets, AuditJournal Journal);
