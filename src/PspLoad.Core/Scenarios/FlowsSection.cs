using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Reads <c>flows</c>.</summary>
internal sealed class FlowsSection(ScenarioWords words, ICollection<ConfigurationError> errors)
{
    /// <returns>flow name → weight, in the order of the file</returns>
    public OrderedDictionary<string, double> Read(MappingReader top)
    {
        var flows = new OrderedDictionary<string, double>();
        if (top.Mapping(ScenarioKeys.Flows) is not { } section)
            return flows;

        if (section.Entries.Count == 0)
            errors.Add(section.Error("names no flow", ScenarioKeys.Flows.Expected));
        foreach (var (name, value) in section.Entries)
        {
            if (!words.Flows.ContainsKey(name))
                errors.Add(value.Error($"there is no flow {ConfigurationError.Quote(name)}", NearestName.Suggestion(name, [.. words.Flows.Keys])));
            if (value is RefusedNode)
                continue;
            if (value is ConfigurationScalar scalar && Numbers.TryParse(scalar.Text, out var weight) && weight > 0)
            {
                flows[name] = weight;
            }
            else
            {
                errors.Add(
                    value.Error($"is {value.Kind}, not a weight", "expected a number that is more than 0; a flow with twice the weight is taken twice as often")
                );
            }
        }
        return flows;
    }
}
