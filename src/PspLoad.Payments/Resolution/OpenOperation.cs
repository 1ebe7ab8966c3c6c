using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Resolution;

/// <summary>An operation whose outcome nobody knows.</summary>
/// <param name="Intent">what was asked</param>
/// <param name="WasAnswered">something came back, or it was noticed that nothing did; false: the harness ended before</param>
internal sealed record OpenOperation(Intent Intent, bool WasAnswered);
