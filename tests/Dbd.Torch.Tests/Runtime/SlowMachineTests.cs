using Dbd.Torch.Runtime;

using Xunit;

namespace Dbd.Torch.Tests.Runtime;

public sealed class SlowMachineTests
{
    [Fact]
    public void The_rate_of_the_cores_is_told() =>
        Assert.Equal("Here 2 cores multiply at 71 GFLOP/s in fp32 and 36 in bf16.", SlowMachine.Why(2, used: 1.9, fp32: 71.2e9, bf16: 35.6e9));

    [Fact]
    public void So_is_that_other_programs_use_them() => Assert.Equal(
        "Here 4 cores multiply at 71 GFLOP/s in fp32 and 36 in bf16; other programs use them too: of 4, this one has had 2.1.",
        SlowMachine.Why(4, used: 2.1, fp32: 71.2e9, bf16: 35.6e9));

    [Fact]
    public void It_is_measured_here() => Assert.Matches(@"^Here \d+ cores? multiply at \d+ GFLOP/s in fp32 and \d+ in bf16.*\.$", new SlowMachine().Why());
}
