using Dbd.Testing;

using PublicApiGenerator;

using Xunit;

namespace Dbd.Torch.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_members_of_Dbd_Torch() => Approved.Text(
        "PublicApi.Dbd.Torch",
        typeof(TrainingCatalog).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));
}
