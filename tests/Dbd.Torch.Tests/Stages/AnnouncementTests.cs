using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Stages;

public sealed class AnnouncementTests
{
    [Fact]
    public void What_the_first_finds_all_have_and_only_it_looks()
    {
        Queue<byte[]> air = new();
        Measurements found = new Measurements { Of = "data", Map = 0.1 }.With("simclr", 2, new TimedEpoch(3, 0.5, 0.25, 1));
        Assert.Same(found, Announcement.Of(new Radio(0, air), () => found));
        Measurements heard = Announcement.Of<Measurements>(new Radio(1, air), () => throw new InvalidOperationException("It looks, too."));
        Assert.Equal((found.Of, found.Map, found.Neighbours), (heard.Of, heard.Map, heard.Neighbours));
        Assert.Equal(found.EpochsOf("simclr"), heard.EpochsOf("simclr"));
        Assert.Empty(air);
    }

    [Fact]
    public void Nothing_at_all_can_be_found()
    {
        Queue<byte[]> air = new();
        Assert.Null(Announcement.Of<string?>(new Radio(0, air), () => null));
        Assert.Null(Announcement.Of<string?>(new Radio(1, air), () => "other"));
    }

    [Fact]
    public void One_process_asks_itself() => Assert.Equal(5, Announcement.Of(Alone.Instance, () => 5));

    /// <summary>What the first sends, the second receives later.</summary>
    private sealed class Radio(int rank, Queue<byte[]> air) : IProcessGroup
    {
        public int Rank => rank;

        public int Size => 2;

        public string Name => "radio";

        public void Broadcast(Tensor tensor)
        {
            if (rank == 0)
                air.Enqueue(tensor.bytes.ToArray());
            else
                air.Dequeue().CopyTo(tensor.bytes);
        }

        public void Sum(Tensor tensor) => throw new InvalidOperationException();

        public void Sum(Span<double> numbers) => throw new InvalidOperationException();

        public Tensor Gather(Tensor tensor) => throw new InvalidOperationException();

        public void Abort(int exitCode) => throw new InvalidOperationException();
    }
}
