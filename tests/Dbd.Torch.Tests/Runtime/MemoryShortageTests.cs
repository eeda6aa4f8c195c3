using Dbd.Torch.Runtime.Native;

using Xunit;

namespace Dbd.Torch.Tests.Runtime;

/// <summary>Who is told, before the process ends, that there is no memory.</summary>
public sealed class MemoryShortageTests
{
    [Fact]
    public void The_latest_is_told_first_and_one_that_cannot_write_keeps_no_other_from_it()
    {
        List<string> told = [];
        using IDisposable end = MemoryShortage.OnTold(_ => throw new OperationCanceledException("The process has ended."));
        using IDisposable first = MemoryShortage.OnTold(why => told.Add($"first: {why}"));
        using IDisposable full = MemoryShortage.OnTold(_ => throw new DbdException("The disk is full."));
        Action<string> twice = why => told.Add($"twice: {why}");
        IDisposable gone = MemoryShortage.OnTold(twice);
        using IDisposable stays = MemoryShortage.OnTold(twice);
        gone.Dispose();
        Assert.Throws<OperationCanceledException>(() => MemoryShortage.Tell("No memory."));
        Assert.Equal(["twice: No memory.", "first: No memory."], told);
    }
}
