using Dbd.Data;
using Dbd.Data.Formats.Pictures;
using Dbd.Data.Storage;
using Dbd.Testing;

using SkiaSharp;

using Xunit;

namespace Dbd.Tests.Data.Storage;

public sealed class PictureKeepingTests : IDisposable
{
    private const int Count = 48;

    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    private string Cache => _folder.File("cache");

    private string CacheFile => Directory.GetFiles(Cache).Order(StringComparer.Ordinal).First();

    public PictureKeepingTests()
    {
        foreach ((string set, int seed) in (ReadOnlySpan<(string, int)>)[("train", 0), ("test", 1)])
        {
            for (int i = 0; i < Count; i++)
                Photograph($"data/{set}/{(i % 2 == 0 ? "even" : "odd")}/{i:000}.jpg", seed * Count + i);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Held_cached_found_again_and_decoded_each_time_are_the_same_bits()
    {
        _folder.Write("data/train/odd/013.jpg", [1, 2, 3]);
        DatasetSplit held = Read(long.MaxValue, null);
        Assert.True(held.Train.IsSmall);
        Assert.Equal(Count - 1, held.Train.Count);
        DatasetSplit made = Read(0, Cache);
        DatasetSplit found = Read(0, Cache);
        DatasetSplit decoded = Read(0, null);
        foreach (DatasetSplit other in (DatasetSplit[])[made, found, decoded])
        {
            Assert.False(other.Train.IsSmall || other.Test.IsSmall);
            AssertSame(held, other);
            Assert.Equal(held.Warnings, other.Warnings.Where(w => w.StartsWith("Skipped", StringComparison.Ordinal)));
        }
        Assert.Contains(made.Warnings, w => w.Contains(Cache, StringComparison.Ordinal));
        Assert.Contains(decoded.Warnings, w => w.Contains("each time", StringComparison.Ordinal));
    }

    [Fact]
    public void Training_and_test_set_fit_together_or_not_at_all()
    {
        long together = 2 * Count * 16 * 16 * 3;
        Assert.True(Read(together, Cache).Train.IsSmall);
        Assert.False(Directory.Exists(Cache));
        Assert.False(Read(together - 1, Cache).Test.IsSmall);
    }

    [Fact]
    public void A_cache_is_used_again_for_the_same_bytes_and_not_for_others()
    {
        Read(0, Cache);
        DateTime before = File.GetLastWriteTimeUtc(CacheFile);
        string[] files = Directory.GetFiles(Cache);
        Assert.Equal(2, files.Length);
        Read(0, Cache);
        Assert.Equal(files, Directory.GetFiles(Cache));
        Assert.Equal(before, File.GetLastWriteTimeUtc(CacheFile));
        DateTime time = File.GetLastWriteTimeUtc(_folder.File("data/train/even/000.jpg"));
        Photograph("data/train/even/000.jpg", 1000);
        File.SetLastWriteTimeUtc(_folder.File("data/train/even/000.jpg"), time);
        AssertSame(Read(long.MaxValue, null), Read(0, Cache));
        Assert.Equal(3, Directory.GetFiles(Cache).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public void Half_a_file_is_made_anew(int length)
    {
        Read(0, Cache);
        foreach (string path in Directory.GetFiles(Cache))
        {
            byte[] whole = File.ReadAllBytes(path);
            File.Delete(path);
            File.WriteAllBytes(path, whole[..(length < 0 ? whole.Length + length : length)]);
        }
        AssertSame(Read(long.MaxValue, null), Read(0, Cache));
        Assert.All(Directory.GetFiles(Cache), f => Assert.True(new FileInfo(f).Length > Count * 16 * 16 * 3));
    }

    [Fact]
    public void A_byte_that_changed_is_noticed_when_it_is_read()
    {
        DatasetSplit data = Read(0, Cache);
        foreach (string path in Directory.GetFiles(Cache))
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
            file.Position = PictureCache.HeaderBytes + 100;
            int old = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(old ^ 1));
        }
        DbdException error = Assert.Throws<DbdException>(() => AssertSame(data, data));
        Assert.Contains($"dbd cache clear {Cache}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_may_make_the_same_cache_at_once()
    {
        DatasetSplit held = Read(long.MaxValue, null);
        Parallel.For(0, 6, _ => AssertSame(held, Read(0, Cache)));
        Assert.Equal(2, Directory.GetFiles(Cache).Length);
    }

    [Fact]
    public void What_a_killed_process_left_goes_with_the_next_one()
    {
        Read(0, Cache);
        string left = $"{CacheFile}.0123{PictureCacheWriter.Unfinished}";
        File.WriteAllBytes(left, PictureCache.Mark.ToArray());
        File.Delete(CacheFile);
        Read(0, Cache);
        Assert.Equal(2, Directory.GetFiles(Cache).Length);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void Where_no_file_can_be_made_pictures_are_decoded_and_it_is_said_why()
    {
        _folder.Write("occupied", [1]);
        DatasetSplit data = Read(0, _folder.File("occupied", "cache"));
        AssertSame(Read(long.MaxValue, null), data);
        Assert.Contains(data.Warnings, w => w.Contains("cannot be kept in", StringComparison.Ordinal));
    }

    [Fact]
    public void Clearing_deletes_caches_and_nothing_else()
    {
        Read(0, Cache);
        _folder.Write("cache/notes.txt", [1]);
        _folder.Write("cache/mine.pictures", [1, 2, 3]);
        _folder.Write("other/copy.pictures", File.ReadAllBytes(CacheFile));
        _folder.Write($"runs/cache/x{PictureCache.Extension}.1{PictureCacheWriter.Unfinished}", [1]);
        (int files, long bytes) = CacheFolder.Clear(_folder.Path);
        Assert.Equal(3, files);
        Assert.True(bytes > 2 * Count * 16 * 16 * 3);
        Assert.Equal(["mine.pictures", "notes.txt"], Directory.GetFiles(Cache).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_folder.File("other/copy.pictures")));
        Assert.False(Directory.Exists(_folder.File("runs/cache")));
        Assert.Equal((0, 0), CacheFolder.Clear(_folder.Path));
        Assert.Throws<DbdException>(() => CacheFolder.Clear(_folder.File("nowhere")));
    }

    private DatasetSplit Read(long memory, string? cache) => new ImageFolderFormat().Load(
        Data, new ReadingOptions { Size = 16, Memory = memory, Cache = cache }, CancellationToken.None);

    private static void AssertSame(DatasetSplit want, DatasetSplit got)
    {
        Drawn.AssertSame(want.Train, got.Train);
        Drawn.AssertSame(want.Test, got.Test);
        Assert.Equal(Drawn.Names(want.Train), Drawn.Names(got.Train));
    }

    /// <summary>A JPEG of another size and content for each number.</summary>
    private void Photograph(string name, int number)
    {
        SKImageInfo info = new(20 + number % 7, 18 + number % 5, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] pixels = [.. Enumerable.Range(0, info.BytesSize).Select(i => (byte)(i * (number + 3) / 5))];
        using SKImage picture = SKImage.FromPixelCopy(info, pixels);
        using SKData data = picture.Encode(SKEncodedImageFormat.Jpeg, 90);
        _folder.Write(name, data.ToArray());
    }
}
