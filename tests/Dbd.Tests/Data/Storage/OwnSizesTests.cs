using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Data;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Testing;

using SkiaSharp;

using Xunit;

namespace Dbd.Tests.Data.Storage;

public sealed class OwnSizesTests : IDisposable
{
    private const int Size = 16;

    private static readonly RandomResizedCropOptions s_crop = new() { Size = new SizeOption(Size), Scale = [0.25, 1] };

    private readonly TempFolder _folder = new();

    public OwnSizesTests()
    {
        for (int i = 0; i < 12; i++)
            Picture($"data/{"ab"[i % 2]}/{i:00}.png", SKEncodedImageFormat.Png, 40 + 3 * i, 70 - 2 * i);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_view_that_begins_with_a_crop_crops_the_picture_itself(bool isCached)
    {
        DatasetSplit data = Read(isCached, ownSide: 50);
        Assert.Equal(isCached, Directory.Exists(_folder.File("cache")));
        BatchLoader loader = Loader(data, new RandomResizedCrop(s_crop));
        using HostBatch batch = loader.Fill(Sampler.Sequential(data.Train.Count), 0, Purpose.Augmentation, epoch: 1);
        for (int i = 0; i < data.Train.Count; i++)
        {
            PixelBuffer own = PictureFile.Read(_folder.File("data", data.Train.Name(i)));
            RandomResizedCrop crop = new(s_crop);
            Rng rng = Rng.For(5, Purpose.Augmentation, 1, i);
            crop.Apply(own, ref rng);
            Assert.Equal([.. own.Pixels], Levels(batch, i));
        }
    }

    [Fact]
    public void All_other_views_see_it_made_to_fit()
    {
        DatasetSplit data = Read(true, ownSide: 50);
        using HostBatch batch = Loader(data, new RandomHorizontalFlip(new RandomHorizontalFlipOptions { P = 0 }))
            .Fill(Sampler.Sequential(data.Train.Count), 0, Purpose.Augmentation, epoch: 1);
        for (int i = 0; i < data.Train.Count; i++)
            Assert.Equal(data.Train.Read(i), Levels(batch, i));
        Drawn.AssertSame(Read(false, ownSide: null).Train, data.Train);
    }

    [Fact]
    public void Whole_pictures_are_kept_once_and_made_to_fit_of_those()
    {
        DatasetSplit data = Read(true, ownSide: 50, memory: 0);
        Assert.Single(Directory.GetFiles(_folder.File("cache")));
        Drawn.AssertSame(Read(false, ownSide: null).Train, data.Train);
        Directory.Delete(_folder.File("data"), recursive: true);
        Assert.Equal(data.Train.Shape.Bytes, data.Train.Read(0).Length);
    }

    [Fact]
    public void Pictures_that_were_made_smaller_are_made_to_fit_of_their_files()
    {
        for (int i = 0; i < 4; i++)
            Picture($"data/{"ab"[i % 2]}/x{i}.jpg", SKEncodedImageFormat.Jpeg, 300 + i, 200);
        DatasetSplit data = Read(true, ownSide: 50, memory: 0);
        Assert.Equal(2, Directory.GetFiles(_folder.File("cache")).Length);
        Drawn.AssertSame(Read(false, ownSide: null).Train, data.Train);
        Drawn.AssertSame(Read(false, ownSide: null).Train, Read(true, ownSide: 50).Train);
        int jpeg = Array.FindIndex(Drawn.Names(data.Train), n => n.EndsWith("x0.jpg", StringComparison.Ordinal));
        PixelBuffer picture = new(new ImageShape(1, 1));
        Assert.False(data.Train.ReadOwn(jpeg, picture));
        Assert.Equal(new ImageShape(75, 50), picture.Shape);
        Assert.True(data.Train.ReadOwn(0, picture));
    }

    [Fact]
    public void Nothing_changes_where_own_sizes_are_not_asked_for()
    {
        DatasetSplit data = Read(true, ownSide: null);
        Assert.False(data.Train.HasOwnSizes);
        PixelBuffer picture = new(new ImageShape(1, 1));
        data.Train.ReadOwn(3, picture);
        Assert.Equal(data.Train.Read(3), picture.Pixels.ToArray());
    }

    [Theory]
    [InlineData(600, 400, 401, 600, 400)]
    [InlineData(600, 400, 200, 300, 200)]
    [InlineData(600, 400, 101, 300, 200)]
    [InlineData(600, 400, 100, 150, 100)]
    [InlineData(600, 400, 1, 75, 50)]
    public void A_JPEG_is_decoded_as_small_as_its_shorter_side_allows(int height, int width, int least, int wantHeight, int wantWidth)
    {
        Picture("x.jpg", SKEncodedImageFormat.Jpeg, height, width);
        using EncodedPicture file = EncodedPicture.Open(_folder.File("x.jpg"));
        file.Reduce(least);
        PixelBuffer small = new(new ImageShape(1, 1));
        WholePicture.Read(file, small, upright: true);
        Assert.Equal(new ImageShape(wantHeight, wantWidth), small.Shape);
        PixelBuffer want = PictureFile.Read(_folder.File("x.jpg"));
        Resampling.Resize(want, small.Shape, Interpolation.Bilinear);
        double difference = small.Pixels.ToArray().Zip(want.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Average();
        Assert.True(difference < 3, $"{difference}");
    }

    [Fact]
    public void The_smallest_rectangle_of_a_picture_with_the_least_side_is_as_large_as_the_result()
    {
        RandomResizedCrop crop = new(new RandomResizedCropOptions { Size = new SizeOption(64), Scale = [0.08, 1] });
        Assert.Equal(262, crop.LeastSide);
        Rng rng = Rng.For(3, Purpose.Augmentation, 0);
        for (int i = 0; i < 20_000; i++)
        {
            Region region = crop.Draw(ref rng, new ImageShape(crop.LeastSide!.Value, 262 + i % 200));
            Assert.True(Math.Min(region.Height, region.Width) >= 64);
        }
        Assert.Equal(int.MaxValue, new RandomResizedCrop(s_crop with { Scale = [0, 1] }).LeastSide);
    }

    [Fact]
    public void Views_take_own_sizes_where_they_begin_with_resizing_and_make_one_size()
    {
        RandomResizedCrop crop = new(s_crop);
        Resize shorter = new(new ResizeOptions { Size = new SizeOption(20) });
        CenterCrop middle = new(new CenterCropOptions { Size = new SizeOption(16) });
        Assert.Equal(crop.LeastSide, new AugmentationPipeline([crop, middle]).LeastSide);
        Assert.Equal(40, new AugmentationPipeline([shorter, middle]).LeastSide);
        Assert.Equal(60, new AugmentationPipeline([new Resize(new ResizeOptions { Size = new SizeOption(20, 30) })]).LeastSide);
        Assert.Null(new AugmentationPipeline([shorter]).LeastSide);
        Assert.Null(new AugmentationPipeline([middle, crop]).LeastSide);
        Assert.Null(AugmentationPipeline.Empty.LeastSide);
    }

    private DatasetSplit Read(bool isCached, int? ownSide, long memory = long.MaxValue) => new ImageFolderFormat().Load(
        _folder.File("data"),
        new ReadingOptions
        {
            Size = Size,
            OwnSide = ownSide,
            HeldOut = 0.2,
            Memory = memory,
            Cache = isCached ? _folder.File("cache") : null,
        },
        CancellationToken.None);

    // Plain levels, 0 to 1.
    private static BatchLoader Loader(DatasetSplit data, IAugmentation step) => new(
        StampedSource.AsItIs(data.Train),
        new AugmentationPipeline([step]),
        new Normalization([0, 0, 0], [1, 1, 1]),
        seed: 5,
        new LoaderOptions { BatchSize = data.Train.Count });

    private static byte[] Levels(HostBatch batch, int image) =>
        [.. batch.Pixels.Slice(image * batch.Shape.Bytes, batch.Shape.Bytes).ToArray().Select(v => (byte)MathF.Round(v * 255))];

    // Smooth, as photographs are.
    private void Picture(string name, SKEncodedImageFormat format, int height, int width)
    {
        SKImageInfo info = new(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] pixels = new byte[info.BytesSize];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(128 + 100 * Math.Sin(i / 4 % width * 0.1 + i % 4) * Math.Cos(i / 4 / width * 0.07));
        using SKImage picture = SKImage.FromPixelCopy(info, pixels);
        using SKData data = picture.Encode(format, 95);
        _folder.Write(name, data.ToArray());
    }
}
