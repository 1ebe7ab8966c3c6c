using PspLoad.Core.Load;

namespace PspLoad.Payments.Flows;

/// <summary>The payment flows by name: every class in <c>scenarios/Flows</c> that is made from a <see cref="Shop"/>. A new file there is a
/// new flow; nothing else names it.</summary>
public static class FlowCatalogue
{
    private static readonly SortedDictionary<string, Type> s_flows = Find();

    /// <summary>In the order of the alphabet.</summary>
    public static IReadOnlyCollection<string> Names => s_flows.Keys;

    /// <summary>Names of each flow's steps.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Steps { get; } =
        s_flows.ToDictionary(flow => flow.Key, flow => Make(flow.Value, null).Steps, StringComparer.Ordinal);

    /// <param name="name">one of <see cref="Names"/></param>
    /// <param name="shop">where it takes place</param>
    /// <exception cref="ArgumentException">there is no such flow</exception>
    public static IFlow Create(string name, Shop shop) =>
        s_flows.TryGetValue(name, out var type)
            ? Make(type, shop)
            : throw new ArgumentException($"'{name}' is not a flow; want one of {string.Join(", ", Names)}", nameof(name));

    private static SortedDictionary<string, Type> Find() =>
        new(
            typeof(FlowCatalogue)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(IFlow)) && type.GetConstructor([typeof(Shop)]) is not null)
                // A name says nothing about the shop, so none is needed to ask for it.
                .ToDictionary(type => Make(type, null).Name, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static IFlow Make(Type type, Shop? shop) => (IFlow)Activator.CreateInstance(type, shop)!;
}
