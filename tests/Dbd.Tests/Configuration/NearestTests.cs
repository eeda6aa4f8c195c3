using CsCheck;

using Dbd.Configuration;

using Xunit;

namespace Dbd.Tests.Configuration;

public class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("lr", "lr", 0)]
    [InlineData("posion", "poison", 1)]
    [InlineData("momentun", "momentum", 1)]
    [InlineData("lamda_u", "lambda_u", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int distance) => Assert.Equal(distance, Nearest.Distance(a, b));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equal_words() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 6], Gen.String[Gen.Char['a', 'c'], 0, 6]).Sample((a, b) =>
            Nearest.Distance(a, b) == Nearest.Distance(b, a) && (Nearest.Distance(a, b) == 0) == (a == b));

    [Theory]
    [InlineData("sgd", "SGD")]
    [InlineData("AdamW", "Adam")]
    [InlineData("adm", "Adam")]
    [InlineData("learning_rate", "")]
    [InlineData("4", "")]
    public void Only_near_names_are_offered(string name, string nearest) =>
        Assert.Equal(nearest, string.Join(", ", Nearest.To(name, ["SGD", "Adam", "lr", "2"])));

    [Theory]
    [InlineData("NumClasses", "num_classes")]
    [InlineData("LambdaU", "lambda_u")]
    [InlineData("Resnet18Cifar", "resnet18_cifar")]
    [InlineData("Fp32", "fp32")]
    [InlineData("TMax", "t_max")]
    [InlineData("P", "p")]
    [InlineData("SyncBN", "sync_bn")]
    [InlineData("URLPath", "url_path")]
    public void Keys_are_names_in_snake_case(string name, string key) => Assert.Equal(key, SnakeCase.Of(name));
}
