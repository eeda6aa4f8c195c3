using Dbd.Randomness;
using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Randomness;

public sealed class PythonRandomTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases => Golden.Rows("python_random");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_case_gives_the_same_bits(string folder, string id)
    {
        GoldenCase test = Golden.Case(folder, id);
        PythonRandom random = new(test.Params.GetProperty("seed").GetInt64());
        double[] got = [.. Enumerable.Range(0, test.Params.GetProperty("count").GetInt32()).Select(_ => random.NextDouble())];
        Assert.Equal(Npy.Read(test.Output("doubles")).As<double>(), got);
        Assert.Equal(Npy.Read(test.Output("bits")).As<long>(), got.Select(BitConverter.DoubleToInt64Bits).ToArray());
    }

    // python3 -c "import random; random.seed(S); print(repr(random.random()))"
    [Theory]
    [InlineData(1L << 40, 0.1036394562812375)]
    [InlineData(long.MaxValue, 0.3166448820870279)]
    [InlineData(long.MinValue, 0.5534639983914199)]
    [InlineData(4294967296, 0.11299430095636409)]
    public void Large_seeds_use_two_words(long seed, double first) => Assert.Equal(first, new PythonRandom(seed).NextDouble());

    [Fact]
    public void The_sign_of_the_seed_does_not_matter() =>
        Assert.Equal(new PythonRandom(12345).NextDouble(), new PythonRandom(-12345).NextDouble());
}
