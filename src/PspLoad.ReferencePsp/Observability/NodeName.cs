namespace PspLoad.ReferencePsp.Observability;

/// <summary>Who this process is.</summary>
/// <param name="Node">NODE_NAME</param>
/// <param name="Instance">node and a random part: a process that was started anew isn't its predecessor. Also the name of its lock in the database.</param>
public sealed record NodeName(string Node, string Instance)
{
    /// <summary>MariaDB allows 64 characters for the lock.</summary>
    public static NodeName Create(string node) =>
        new(node, $"{node}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6))}");
}
