using PspLoad.Roles;

namespace PspLoad.UnitTests.Roles;

public sealed class BuiltInRolesTests
{
    [Fact]
    public void A_role_requires_only_roles_that_stand_before_it_so_that_there_is_an_order_to_build_in()
    {
        var seen = new HashSet<string>();
        foreach (var role in BuiltInRoles.Catalogue.All)
        {
            Assert.All(role.Needs, required => Assert.Contains(required.Role, seen));
            Assert.True(seen.Add(role.Name), $"{role.Name} is there twice");
        }
    }

    [Fact]
    public void An_unknown_role_is_not_found() => Assert.Null(BuiltInRoles.Catalogue.Find("teapot"));
}
