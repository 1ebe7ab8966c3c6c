using PspLoad.Roles;

namespace PspLoad.UnitTests.Architecture;

/// <summary>A role's name is written once, in the role's folder. Other code asks the role.</summary>
public sealed class RoleNamesTests
{
    /// <summary>Files outside a role's folder that contain a role's name, how often, and why.</summary>
    private static readonly (string File, int Times, string Reason)[] s_exceptions =
    [
        ("src/PspLoad.Core/Environments/EnvironmentKeys.cs", 1, "an example of a host's name"),
        ("src/PspLoad.Roles/Operations/StatusOperation.cs", 1, "a member of a line of the journal"),
    ];

    [Fact]
    public void No_role_is_named_outside_its_folder()
    {
        var names = BuiltInRoles.Catalogue.Names.Select(name => $"\"{name}\"").ToList();

        var found = Repository
            .SourceFiles("src")
            .Select(file => (File: Repository.Relative(file).Replace('\\', '/'), Times: Repository.CodeOf(file).Sum(line => names.Count(line.Contains))))
            .Where(file => file.Times > 0 && !MayWriteNames(file.File));

        Assert.Equal(s_exceptions.Select(known => (known.File, known.Times)).Order(), found.Order());
    }

    /// <summary>A role may write its own name. The standalone programs know no roles: there the words mean something else.</summary>
    private static bool MayWriteNames(string file) =>
        file.StartsWith("src/PspLoad.ReferencePsp/", StringComparison.Ordinal)
        || file.StartsWith("src/PspLoad.AcquirerSimulator/", StringComparison.Ordinal)
        || (file.StartsWith("src/PspLoad.Roles/", StringComparison.Ordinal) && file.EndsWith("Role.cs", StringComparison.Ordinal));
}
