using System.Security.Cryptography;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>The identity of this process.</summary>
/// <param name="Node">NODE_NAME</param>
/// <param name="Instance">node name and a random part, so that a restarted process differs from its predecessor. Also the name of its lock in the
/// database.</param>
public sealed record NodeIdentity(string Node, string Instance)
{
    /// <summary>MariaDB allows 64 characters for the lock's name.</summary>
    public static NodeIdentity Create(string node) => new(node, $"{node}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
}
