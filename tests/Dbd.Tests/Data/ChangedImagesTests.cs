using Dbd.Data;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class ChangedImagesTests
{
    private static readonly IImageSource s_data = Drawn.Train(60);

    [Fact]
    public void Pictures_change_when_they_are_read_and_labels_and_names_stay()
    {
        ChangedImages data = new(s_data, new ImageShape(16, 16), Halve);
        Assert.Equal((60, new ImageShape(16, 16), s_data.ClassNames), (data.Count, data.Shape, data.ClassNames));
        Assert.Equal(Drawn.Labels(s_data), Drawn.Labels(data));
        Assert.Equal(Drawn.Names(s_data), Drawn.Names(data));
        PixelBuffer want = new(s_data.Shape, s_data.Read(7));
        Halve(want);
        Assert.Equal(want.Pixels.ToArray(), data.Read(7));
    }

    [Fact]
    public void Many_threads_may_read_a_change_of_a_change()
    {
        ChangedImages data = new(new ChangedImages(s_data, s_data.Shape, Invert), s_data.Shape, Invert);
        Parallel.For(0, 2_000, i => Assert.Equal(s_data.Read(i % 60), data.Read(i % 60)));
    }

    [Fact]
    public void What_fits_into_memory_is_changed_once()
    {
        int changes = 0;
        IImageSource held = new ChangedImages(s_data, s_data.Shape, _ => Interlocked.Increment(ref changes))
            .HeldIfTheyFit(long.MaxValue, "pictures", null, CancellationToken.None);
        Drawn.AssertSame(s_data, held);
        Drawn.AssertSame(s_data, held);
        Assert.Equal(60, changes);
    }

    [Fact]
    public void What_does_not_fit_is_left_to_be_read_when_it_is_wanted()
    {
        ChangedImages huge = new(new Counted(), new ImageShape(32, 32), _ => { });
        Assert.Same(huge, huge.HeldIfTheyFit(long.MaxValue, "pictures", null, CancellationToken.None));
        Assert.Equal([5, 5, 5], huge.Read(int.MaxValue - 1)[..3]);
    }

    [Theory]
    [InlineData(60 * 32 * 32 * 3, true)]
    [InlineData(60 * 32 * 32 * 3 - 1, false)]
    public void A_byte_more_than_is_allowed_is_not_held(long memory, bool isHeld)
    {
        ChangedImages data = new(s_data, s_data.Shape, Invert);
        IImageSource kept = data.HeldIfTheyFit(memory, "pictures", null, CancellationToken.None);
        Assert.Equal(isHeld, kept.IsSmall);
        Drawn.AssertSame(data, kept);
    }

    private static void Halve(PixelBuffer image) => Resampling.Resize(image, new ImageShape(16, 16), Interpolation.Bilinear);

    private static void Invert(PixelBuffer image)
    {
        foreach (ref byte b in image.Pixels)
            b = (byte)(255 - b);
    }

    /// <summary>More pictures than any memory holds.</summary>
    private sealed class Counted : IImageSource
    {
        public int Count => int.MaxValue;

        public ImageShape Shape => new(32, 32);

        public IReadOnlyList<string> ClassNames => ["all"];

        public int Label(int index) => 0;

        public void Read(int index, Span<byte> pixels) => pixels.Fill(5);
    }
}
