using Dbd.Torch.Runtime;

using Xunit;

namespace Dbd.Torch.Tests.Runtime;

public sealed class SlowMachineTests
{
    [Fact]
    public void The_rate_of_the_cores_is_told() =>
        Assert.Equal(
            "Here 2 cores multiply at 36 GFLOP/s in bf16, 71 in fp32.", SlowMachine.Why(2, used: 1.9, "36 GFLOP/s in bf16, 71 in fp32"));

    [Fact]
    public void So_is_that_other_programs_use_them() => Assert.Equal(
        "Here 4 cores multiply at 36 GFLOP/s in bf16, 71 in fp32; other programs use them too: of 4, this one has had 2.1.",
        SlowMachine.Why(4, used: 2.1, "36 GFLOP/s in bf16, 71 in fp32"));

    [Fact]
    public void It_is_measured_here() =>
        Assert.Matches(@"^Here \d+ cores? multiply at \d+ GFLOP/s in bf16, \d+ in fp32.*\.$", new SlowMachine().Why());
}
