using System.Formats.Tar;
using System.IO.Compression;

using Dbd.Data.Download;
using Dbd.Data.Formats.Cifar;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Download;

public sealed class Cifar10DownloadTests : IDisposable
{
    private static readonly byte[] s_good = TestArchive.Good;
    private static readonly RetryPolicy s_quick = new()
    {
        Attempts = 3,
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestSilence = TimeSpan.FromSeconds(10),
        ProgressBytes = 1000,
    };

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();

    private string Partial => _folder.File(".cifar-10-binary.tar.gz.part");

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_archive_is_fetched_checked_and_unpacked_with_progress()
    {
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        Reports reports = new();
        string place = await RunAsync(server, progress: reports);
        Assert.Equal(_folder.File("cifar-10-batches-bin"), place);
        Assert.Equal(
            CifarArchive.Binary.Files.Order(StringComparer.Ordinal),
            Directory.GetFiles(place).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(10, Cifar10.LoadTrain(_folder.Path).Count);
        Assert.Equal(new DownloadProgress(s_good.Length, s_good.Length), reports.All[^1]);
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_complete_folder_is_left_alone()
    {
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        await RunAsync(server);
        await RunAsync(server);
        Assert.Single(server.Ranges);
    }

    [Fact]
    public async Task An_incomplete_folder_is_completed_and_other_files_in_it_stay()
    {
        _folder.Write("cifar-10-batches-bin/test_batch.bin", [1]);
        _folder.Write("cifar-10-batches-bin/mine.txt", [2]);
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        await RunAsync(server);
        Assert.Equal(2, Cifar10.LoadTest(_folder.Path).Count);
        Assert.True(File.Exists(_folder.File("cifar-10-batches-bin", "mine.txt")));
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_broken_connection_is_resumed_where_it_broke()
    {
        using BadServer server = new((_, start) =>
        {
            Answer honest = BadServer.Honest(s_good, start);
            return honest with { Body = honest.Body[..Math.Min(honest.Body.Length, 10_000)] };
        });
        await RunAsync(server);
        Assert.True(server.Ranges.Count > s_quick.Attempts, "It should go on as long as it gets further.");
        Assert.Equal(Enumerable.Range(0, server.Ranges.Count).Select(i => i == 0 ? (long?)null : 10_000L * i), server.Ranges);
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_later_run_goes_on_with_what_an_earlier_one_left()
    {
        File.WriteAllBytes(Partial, s_good[..5000]);
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        await RunAsync(server);
        Assert.Equal([5000L], server.Ranges);
    }

    [Fact]
    public async Task A_whole_partial_file_is_not_fetched_again()
    {
        File.WriteAllBytes(Partial, s_good);
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        await RunAsync(server);
        Assert.Equal([(long)s_good.Length], server.Ranges);
    }

    [Fact]
    public async Task A_partial_file_of_something_else_costs_one_fresh_start()
    {
        File.WriteAllBytes(Partial, new byte[5000]);
        using BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        await RunAsync(server);
        Assert.Equal([5000L, null], server.Ranges);
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_all_again()
    {
        using BadServer server = new((n, _) => n == 0 ? BadServer.Whole(s_good) with { Body = s_good[..10_000] } : BadServer.Whole(s_good));
        await RunAsync(server);
        Assert.Equal([null, 10_000L], server.Ranges);
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_server_that_sends_another_range_is_not_believed()
    {
        using BadServer server = new((n, start) => n switch
        {
            0 => BadServer.Whole(s_good) with { Body = s_good[..10_000] },
            1 => BadServer.Rest(s_good, 5000),
            _ => BadServer.Honest(s_good, start),
        });
        await RunAsync(server);
        Assert.Equal([null, 10_000L, null], server.Ranges);
    }

    [Fact]
    public async Task A_server_that_always_breaks_off_at_the_same_place_is_given_up()
    {
        using BadServer server = new((_, _) => BadServer.Whole(s_good) with { Body = s_good[..10_000] });
        DbdException error = await Assert.ThrowsAsync<DbdException>(() => RunAsync(server));
        Assert.Contains(server.Address.ToString(), error.Message);
        Assert.Contains("again", error.Message);
        Assert.Equal(1 + s_quick.Attempts, server.Ranges.Count);
        Assert.Equal([Partial], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_and_asked_again()
    {
        using BadServer server = new((n, start) => n == 0
            ? BadServer.Whole(s_good) with { Body = s_good[..10_000], Silence = TimeSpan.FromMinutes(1) }
            : BadServer.Honest(s_good, start));
        await RunAsync(server, retries: s_quick with { LongestSilence = TimeSpan.FromMilliseconds(300) });
        Assert.Equal([null, 10_000L], server.Ranges);
    }

    [Fact]
    public async Task A_length_that_is_too_large_does_not_matter_if_ranges_tell_the_truth()
    {
        using BadServer server = new((_, start) => start is null
            ? new Answer("200 OK", [$"Content-Length: {s_good.Length + 1000}"], s_good)
            : BadServer.Honest(s_good, start));
        await RunAsync(server);
        AssertNothingElseLeft();
    }

    [Fact]
    public async Task A_length_that_is_too_small_gives_a_wrong_checksum()
    {
        using BadServer server = new((_, _) => new Answer("200 OK", ["Content-Length: 10000"], s_good));
        DbdException error = await Assert.ThrowsAsync<DbdException>(() => RunAsync(server));
        Assert.Contains("10000 bytes have MD5", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_wrong_file_is_deleted_and_both_checksums_told()
    {
        byte[] wrong = "<html>Not found</html>"u8.ToArray();
        using BadServer server = new((_, start) => BadServer.Honest(wrong, start));
        DbdException error = await Assert.ThrowsAsync<DbdException>(() => RunAsync(server));
        Assert.Contains(TestArchive.Md5(wrong), error.Message);
        Assert.Contains(TestArchive.Md5(s_good), error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_missing_file_is_reported_at_once_and_a_busy_server_tried_again()
    {
        using BadServer missing = new((_, _) => new Answer("404 Not Found", ["Content-Length: 0"], []));
        Assert.Contains("404", (await Assert.ThrowsAsync<DbdException>(() => RunAsync(missing))).Message);
        Assert.Single(missing.Ranges);
        using BadServer busy = new((n, start) =>
            n < 2 ? new Answer("503 Service Unavailable", ["Content-Length: 0"], []) : BadServer.Honest(s_good, start));
        await RunAsync(busy);
        Assert.Equal(3, busy.Ranges.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_reported()
    {
        BadServer server = new((_, start) => BadServer.Honest(s_good, start));
        Uri address = server.Address;
        server.Dispose();
        CifarArchive archive = CifarArchive.Binary.From(address);
        DbdException error = await Assert.ThrowsAsync<DbdException>(() =>
            new Cifar10Download(_http, archive, s_quick).RunAsync(_folder.Path, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("connection failed", error.Message);
    }

    [Fact]
    public async Task Cancelling_keeps_what_was_received()
    {
        using CancellationTokenSource cancel = new();
        using BadServer server = new((_, _) => BadServer.Whole(s_good) with { Headers = [$"Content-Length: {s_good.Length}"] });
        Reports reports = new() { Then = cancel.Cancel };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(server, progress: reports, cancel: cancel));
        Assert.Equal([Partial], Directory.GetFileSystemEntries(_folder.Path));
    }

    public static IEnumerable<TheoryDataRow<string, string>> Hostile() =>
    [
        new("lacks", "test_batch.bin"),
        new("escape", "leads out"),
        new("absolute", "leads out"),
        new("symlink", "SymbolicLink"),
        new("hardlink", "HardLink"),
        new("garbage", "no whole .tar.gz"),
        new("cut", "cannot be unpacked"),
        new("number", "no whole .tar.gz"),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_bad_archive_leaves_nothing(string kind, string problem)
    {
        byte[] archive = HostileArchive(kind);
        using BadServer server = new((_, start) => BadServer.Honest(archive, start));
        DbdException error = await Assert.ThrowsAsync<DbdException>(() => RunAsync(server, TestArchive.Md5(archive)));
        Assert.Contains(problem, error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Assert.False(File.Exists("/tmp/dbd_escaped"));
    }

    [Fact]
    public void A_mirror_may_be_a_folder_or_the_file()
    {
        Assert.Equal("http://mirror/x/cifar-10-python.tar.gz", CifarArchive.Python.From(new Uri("http://mirror/x/")).Source.AbsoluteUri);
        Assert.Equal("http://mirror/c10.tar.gz", CifarArchive.Python.From(new Uri("http://mirror/c10.tar.gz")).Source.AbsoluteUri);
        Assert.Equal("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", CifarArchive.Binary.Source.AbsoluteUri);
    }

    private static byte[] HostileArchive(string kind)
    {
        TarEntry[] good = [.. TestArchive.GoodEntries()];
        TarEntry Link(TarEntryType type) => new PaxTarEntry(type, "cifar-10-batches-bin/test_batch.bin") { LinkName = "/tmp/dbd_escaped" };
        return kind switch
        {
            "lacks" => TestArchive.Of(good.Where(e => !e.Name.Contains("test_batch"))),
            "escape" => TestArchive.Of([TestArchive.FileEntry("cifar-10-batches-bin/../../../../../tmp/dbd_escaped", [1]), .. good]),
            "absolute" => TestArchive.Of([TestArchive.FileEntry("/tmp/dbd_escaped", [1]), .. good]),
            "symlink" => TestArchive.Of([Link(TarEntryType.SymbolicLink), .. good]),
            "hardlink" => TestArchive.Of([Link(TarEntryType.HardLink), .. good]),
            "number" => NumberBeyondAll(),
            "garbage" => [.. Enumerable.Range(0, 1000).Select(i => (byte)i)],
            _ => s_good[..20_000],
        };
    }

    // The size in the first header: base 256, and negative without bounds.
    private static byte[] NumberBeyondAll()
    {
        using MemoryStream tar = new();
        using (GZipStream unzipped = new(new MemoryStream(s_good), CompressionMode.Decompress))
            unzipped.CopyTo(tar);
        tar.GetBuffer()[124] = 0xFF;
        using MemoryStream zipped = new();
        using (GZipStream zip = new(zipped, CompressionLevel.Fastest))
            zip.Write(tar.GetBuffer(), 0, (int)tar.Length);
        return zipped.ToArray();
    }

    private Task<string> RunAsync(
        BadServer server,
        string? md5 = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationTokenSource? cancel = null,
        RetryPolicy? retries = null)
    {
        CifarArchive archive = CifarArchive.Binary.From(server.Address) with { Md5 = md5 ?? TestArchive.Md5(s_good) };
        return new Cifar10Download(_http, archive, retries ?? s_quick)
            .RunAsync(_folder.Path, progress, cancel?.Token ?? TestContext.Current.CancellationToken);
    }

    private void AssertNothingElseLeft() =>
        Assert.Equal([_folder.File("cifar-10-batches-bin")], Directory.GetFileSystemEntries(_folder.Path));

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public Action? Then { get; init; }

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            Then?.Invoke();
        }
    }
}
