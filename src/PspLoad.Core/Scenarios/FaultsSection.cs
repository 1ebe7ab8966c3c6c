using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Core.Scenarios;

/// <summary>Reads <c>faults</c>, the timeline.</summary>
/// <param name="faults">the faults that exist</param>
/// <param name="duration">of the measured phase; null if it could not be read</param>
/// <param name="errors">receives every error</param>
internal sealed class FaultsSection(FaultCatalogue faults, TimeSpan? duration, ICollection<ConfigurationError> errors)
{
    private readonly TextFormat _name = new("a fault", $"one of: {string.Join(", ", faults.Names)}", faults.Names.Contains);

    public IReadOnlyList<PlannedFault> Read(MappingReader top)
    {
        var planned = new List<PlannedFault>();
        foreach (var item in top.Items<ConfigurationMapping>(ScenarioKeys.Faults) ?? [])
        {
            if (Read(item) is { } fault)
                planned.Add(fault);
        }
        return [.. planned.OrderBy(fault => fault.At)];
    }

    private PlannedFault? Read(ConfigurationMapping item)
    {
        var complaints = errors.Count;
        var written = (item.Entries.GetValueOrDefault(ScenarioKeys.FaultName.Name) as ConfigurationScalar)?.Text;
        var fault = written is null ? null : faults.Find(written);
        var options = fault?.Options.Select(option => option.Key) ?? [];
        var reader = new MappingReader(item, fault is null && written is not null ? AnyKey(item) : [.. ScenarioKeys.OfFault, .. options], errors);

        var at = reader.Time(ScenarioKeys.FaultAt);
        var lasts = reader.Has(ScenarioKeys.FaultFor) ? reader.Time(ScenarioKeys.FaultFor) : (TimeSpan?)null;
        var host = reader.Text(ScenarioKeys.FaultHost, NameFormats.Host);
        if (written is not null && fault is null && NearestName.Of(written, faults.Names) is { } nearest)
            reader.Refuse(ScenarioKeys.FaultName, $"there is no fault {ConfigurationError.Quote(written)}", $"did you mean '{nearest}'?");
        else
            reader.Text(ScenarioKeys.FaultName, _name);
        if (fault is null)
            return null;

        WithinTheRun(reader, at);
        Lasts(reader, fault, lasts);
        if (fault.NeedsHost && !reader.Has(ScenarioKeys.FaultHost))
            reader.Refuse(ScenarioKeys.FaultHost, $"is missing: {fault.Name} does not find a host by itself", ScenarioKeys.FaultHost.Expected);
        var values = fault.Options.ToDictionary(option => option.Key.Name, option => reader.Text(option.Key, option.Format) ?? option.Default ?? "");
        return errors.Count > complaints ? null : new PlannedFault(fault, at, lasts, host, values, item.Place);
    }

    private void WithinTheRun(MappingReader reader, TimeSpan at)
    {
        if (duration is { } whole && at >= whole)
            reader.Refuse(ScenarioKeys.FaultAt, $"{at.TotalSeconds} s is not within the measured phase", $"expected a time before {whole.TotalSeconds}s");
    }

    private static void Lasts(MappingReader reader, FaultDefinition fault, TimeSpan? lasts)
    {
        if (fault.Lasts && lasts is null && !reader.Has(ScenarioKeys.FaultFor))
            reader.Refuse(ScenarioKeys.FaultFor, $"is missing: {fault.Name} lasts until it is undone", ScenarioKeys.FaultFor.Expected);
        else if (!fault.Lasts && lasts is not null)
            reader.Refuse(ScenarioKeys.FaultFor, $"has no effect here: {fault.Name} is over at once", "remove it");
        else if (lasts > FaultDefinition.Longest)
            reader.Refuse(ScenarioKeys.FaultFor, $"{lasts.Value.TotalSeconds} s is too long", $"expected {FaultDefinition.Longest.TotalMinutes}m at most");
    }

    /// <summary>The keys of an unknown fault are unknown too, so all are accepted.</summary>
    private static List<ConfigurationKey> AnyKey(ConfigurationMapping item) =>
        [.. ScenarioKeys.OfFault, .. item.Entries.Keys.Select(name => new ConfigurationKey(name, "a text", "optional", "x"))];
}
