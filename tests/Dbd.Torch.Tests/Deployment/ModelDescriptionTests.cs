using Dbd.Configuration;
using Dbd.Torch.Deployment;

using Xunit;

namespace Dbd.Torch.Tests.Deployment;

public sealed class ModelDescriptionTests
{
    [Theory]
    [InlineData("32", 32, 32)]
    [InlineData("[24, 40]", 24, 40)]
    public void What_is_written_reads_back_as_the_same(string size, int height, int width)
    {
        ModelDescription description = Models.Describe(size: size);
        ModelDescription read = ModelDescription.Parse(description.ToYaml(), "f.pt");
        Assert.Equal((height, width), (read.Shape.Height, read.Shape.Width));
        Assert.Equal(description.ToYaml(), read.ToYaml());
        Assert.Equal(description.ClassNames, read.ClassNames);
    }

    [Fact]
    public void What_is_wrong_with_one_is_told_with_its_place()
    {
        ConfigException e = Assert.Throws<ConfigException>(() =>
            ModelDescription.Parse(Models.Describe().ToYaml().Replace("normalize", "normalise"), "f.pt"));
        Assert.StartsWith("f.pt:", e.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean", e.Message, StringComparison.Ordinal);
    }
}
