using PspLoad.IntegrationTests.Load.Http;
using PspLoad.Load.Http;
using PspLoad.NBomber;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>Requests through NBomber.Http end with the same results as without it.</summary>
public sealed class NBomberTransportTests : SocketsHttpTransportTests
{
    protected override IHttpTransport Create(HttpTransportOptions options)
    {
        Adapter.IsNeeded();
        return NBomberBuild.CreateTransport(options);
    }
}
