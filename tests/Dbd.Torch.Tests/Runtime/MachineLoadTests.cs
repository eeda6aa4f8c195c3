using Dbd.Torch.Runtime;

using Xunit;

namespace Dbd.Torch.Tests.Runtime;

public sealed class MachineLoadTests
{
    [Theory]
    [InlineData("5.17 3.53 4.33 3/412 8123\n", 2, ", at a load of 5.2 on 2 cores")]
    [InlineData("0.02 0.1 0.1 1/99 7\n", 1, ", at a load of 0.0 on 1 core")]
    [InlineData("", 2, "")]
    public void It_is_the_first_number_of_the_system_s_file(string averages, int cores, string told) =>
        Assert.Equal(told, MachineLoad.Text(averages, cores));
}
