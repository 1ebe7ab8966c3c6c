using System.Text;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Registry;

/// <summary>Registry credentials in the format of Docker and skopeo (<c>config.json</c>).</summary>
internal static class RegistryLogin
{
    /// <param name="path">absolute</param>
    /// <param name="owner">the only user who may read it</param>
    /// <param name="address">host and port of the registry</param>
    public static FileResource File(string path, string owner, string address, string account, string password) =>
        new(
            path,
            $$"""
            {
              "auths": {
                "{{address}}": { "auth": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{password}"))}}" }
              }
            }

            """
        )
        {
            Mode = "0400",
            Owner = owner,
            Group = owner,
            Secret = true,
        };

    /// <summary>POSIX shell that prints the credentials that follow <c>Basic</c> in a request.</summary>
    public static string PrintAuth(string path) => $$"""sed -n 's/.*"auth": "\([^"]*\)".*/\1/p' {{Shell.Quote(path)}}""";
}
