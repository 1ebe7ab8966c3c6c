using PspLoad.Core.Load;

namespace PspLoad.Payments.Flows;

/// <summary>The payment flows by name: every <see cref="IFlow"/> in <c>scenarios/Flows</c> with a constructor that takes a
/// <see cref="Shop"/>. A new file there is a new flow; no list needs an entry.</summary>
public static class FlowCatalogue
{
    private static readonly SortedDictionary<string, Type> s_flows = Find();

    /// <summary>Sorted by name.</summary>
    public static IReadOnlyCollection<string> Names => s_flows.Keys;

    /// <summary>The steps of each flow.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Steps { get; } =
        s_flows.ToDictionary(flow => flow.Key, flow => Make(flow.Value, null).Steps, StringComparer.Ordinal);

    /// <param name="name">one of <see cref="Names"/></param>
    /// <param name="shop">context of the flow</param>
    /// <exception cref="ArgumentException">the name is unknown</exception>
    public static IFlow Create(string name, Shop shop) =>
        s_flows.TryGetValue(name, out var type)
            ? Make(type, shop)
            : throw new ArgumentException($"'{name}' is not a flow; expected one of {string.Join(", ", Names)}", nameof(name));

    private static SortedDictionary<string, Type> Find() =>
        new(
            typeof(FlowCatalogue)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(IFlow)) && type.GetConstructor([typeof(Shop)]) is not null)
                // The name does not depend on the shop.
                .ToDictionary(type => Make(type, null).Name, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static IFlow Make(Type type, Shop? shop) => (IFlow)Activator.CreateInstance(type, shop)!;
}
