using Dbd.Torch.Training;

using TorchSharp;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Training;

public sealed class HostCopyTests
{
    /// <summary>The devices that this machine has.</summary>
    public static TheoryData<DeviceType> Devices() => cuda_is_available() ? [DeviceType.CPU, DeviceType.CUDA] : [DeviceType.CPU];

    // A loader's arrays go back to their pool while the GPU may still be busy with the step before.
    [Theory]
    [MemberData(nameof(Devices))]
    public void Numbers_arrive_as_they_were_whatever_becomes_of_the_array(DeviceType type)
    {
        Device device = new(type);
        float[] numbers = [1, 2.5f, -3, 4, 0, float.MaxValue];
        using Tensor copy = HostCopy.Of<float>(numbers, ScalarType.Float32, [2, 3], device);
        Array.Clear(numbers);
        using Tensor host = copy.cpu();
        Assert.Equal((type, ScalarType.Float32), (copy.device_type, copy.dtype));
        Assert.Equal([2, 3], copy.shape);
        Assert.Equal([1, 2.5f, -3, 4, 0, float.MaxValue], host.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Indices_are_whole_numbers_of_64_bits(DeviceType type)
    {
        Device device = new(type);
        using Tensor indices = HostCopy.Of([3, long.MaxValue, 0], device);
        using Tensor host = indices.cpu();
        Assert.Equal([3, long.MaxValue, 0], host.data<long>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Nothing_but_the_copy_is_left(DeviceType type)
    {
        Device device = new(type);
        TensorLeaks.None(() => HostCopy.Of([1, 2], device).Dispose());
    }
}
