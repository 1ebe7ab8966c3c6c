namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>A server in virtual time.</summary>
internal interface IServerModel
{
    /// <summary>Starts a trial.</summary>
    /// <param name="now">seconds since the search began</param>
    void Begin(double now);

    /// <param name="at">seconds since the trial began, in order</param>
    /// <returns>when the request is answered, in seconds since the trial began; null if it is refused at once</returns>
    double? Serve(double at);
}
