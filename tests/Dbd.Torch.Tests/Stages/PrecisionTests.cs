using Dbd.Torch.Runtime;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

public sealed class PrecisionTests : IDisposable
{
    private readonly TinyRuns _auto = new();
    private readonly TinyRuns _named = new();

    [Fact]
    public void Auto_trains_in_the_faster_precision_to_the_bit_and_says_which_it_is()
    {
        string faster = ProductRate.Faster().ToString().ToLowerInvariant();
        _auto.Run("supervise", "num_epochs=1", "precision=auto");
        _named.Run("supervise", "num_epochs=1", $"precision={faster}");
        Assert.Equal(File.ReadAllBytes(_named.Latest("supervise")), File.ReadAllBytes(_auto.Latest("supervise")));
        Assert.Contains(
            $"Precision: {faster}, the faster one here.",
            File.ReadAllText(_auto.Saved("supervise", "log", "supervise.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_of_a_product_is_one_that_a_CPU_can_have()
    {
        Assert.InRange(ProductRate.Of(Precision.Fp32, side: 256), 1e8, 1e14);
        Assert.InRange(ProductRate.Of(Precision.Bf16, side: 256), 1e7, 1e14);
    }

    public void Dispose()
    {
        _auto.Dispose();
        _named.Dispose();
    }
}
