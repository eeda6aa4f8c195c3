using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime.Native;

public sealed class TensorMemoryTests
{
    private static readonly bool s_replaced = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    [Fact]
    public void A_large_tensor_takes_the_memory_that_one_of_its_size_left()
    {
        Assert.SkipUnless(s_replaced, "libtorch's own allocator is at work here.");
        // A size that no other test has at the same time.
        const long Elements = 1_234_567;
        nint first;
        using (Tensor tensor = zeros(Elements))
            first = AddressOf(tensor);
        using Tensor next = ones(Elements);
        Assert.Equal(first, AddressOf(next));
        Assert.Equal(Elements, next.sum().item<float>());
    }

    [Fact]
    public void Memory_may_be_given_back_by_another_thread()
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 20).Select(i => full(300_000 + i, i, dtype: ScalarType.Float32))];
        Parallel.ForEach(tensors, tensor =>
        {
            using (tensor)
                Assert.Equal(tensor[0].item<float>() * tensor.numel(), tensor.to(ScalarType.Float64).sum().item<double>());
        });
    }

    private static unsafe nint AddressOf(Tensor tensor) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
