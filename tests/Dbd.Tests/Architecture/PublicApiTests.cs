using Dbd.Testing;

using PublicApiGenerator;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_members_of_Dbd() => Approved.Text(
        "PublicApi.Dbd",
        typeof(DbdException).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));
}
