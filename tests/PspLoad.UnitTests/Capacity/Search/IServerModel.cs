namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>A server in virtual time.</summary>
internal interface IServerModel
{
    /// <summary>A trial begins.</summary>
    /// <param name="now">seconds since the search began</param>
    void Begin(double now);

    /// <param name="at">seconds since the trial began, in order</param>
    /// <returns>when it is answered; null when it is refused at once</returns>
    double? Serve(double at);
}
