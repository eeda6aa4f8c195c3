using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class ArrayFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_of_either_precision_are_read()
    {
        Npy.Write(_folder.File("double.npy"), TensorData.From<double>([0.1, -2], 1, 2));
        TensorData array = ArrayFile.Read("grid", _folder.File("double.npy"));
        Assert.Equal([1L, 2], array.Shape);
        Assert.Equal([0.1f, -2], ArrayFile.Floats("grid", array));
        Assert.Equal([0.1f, -2], ArrayFile.Floats("grid", TensorData.From<float>([0.1f, -2], 2)));
    }

    [Fact]
    public void A_missing_file_one_that_is_no_array_and_elements_that_are_no_numbers_name_the_option()
    {
        ConfigException missing = Refused(() => ArrayFile.Read("grid", "no/such.npy"));
        Assert.Contains("no/such.npy does not exist", missing.Problem, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, Refused(() => ArrayFile.Read("grid", _folder.Write("text.npy", "no array"u8.ToArray()))).Problem);
        Assert.Contains("Int64 [2]", Refused(() => ArrayFile.Floats("grid", TensorData.From<long>([1, 2], 2))).Problem);
        Assert.Contains("Element 1", Refused(() => ArrayFile.Floats("grid", TensorData.From<double>([1, 1e300], 2))).Problem);
    }

    private static ConfigException Refused(Action use)
    {
        ConfigException e = Assert.Throws<ConfigException>(use);
        Assert.Equal("grid", e.Location.Key);
        return e;
    }
}
