using Xunit;

namespace Dbd.Tests;

public sealed class FileAdviceTests
{
    [Theory]
    [InlineData(24, "ulimit -n")]
    [InlineData(28, "Free some space")]
    [InlineData(30, "that can be written")]
    [InlineData(unchecked((int)0x80070070), "Free some space")]
    [InlineData(5, "Do this.")]
    public void A_cause_has_its_advice(int cause, string advice) =>
        Assert.Contains(advice, FileAdvice.For(new IOException("", cause), "Do this."), StringComparison.Ordinal);

    [Fact]
    public void What_the_system_says_is_understood()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a device that is always full.");
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Contains(
            "Free some space", FileAdvice.For(Assert.Throws<IOException>(() => full.WriteByte(1)), ""), StringComparison.Ordinal);
    }
}
