using PspLoad.Lab.Hosts;

namespace PspLoad.UnitTests.Lab.Hosts;

public sealed class HostPlanTests
{
    [Theory]
    [InlineData("absent", null, "Create")]
    [InlineData("created", "wanted", "Replace")]
    [InlineData("dead", "wanted", "Replace")]
    [InlineData("removing", "wanted", "Replace")]
    [InlineData("exited", "wanted", "Start")]
    [InlineData("exited", "other", "Replace")]
    [InlineData("exited", null, "Replace")]
    [InlineData("paused", "wanted", "Resume")]
    [InlineData("paused", "other", "Replace")]
    [InlineData("running", "wanted", "Keep")]
    [InlineData("running", "other", "Replace")]
    [InlineData("running", null, "Replace")]
    public void Actual_and_wanted_state_decide_the_action(string engineState, string? actualSpec, string action)
    {
        var state = engineState == "absent" ? HostState.Absent : HostPlan.StateOf(engineState);
        Assert.Equal(action, HostPlan.Decide(state, actualSpec, "wanted").ToString());
    }
}
