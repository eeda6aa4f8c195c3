using System.Security.Cryptography;

namespace Dbd.Data.Download;

/// <summary>Fetches a published archive of CIFAR-10 and unpacks it; nothing half-made is left where it will be looked for.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="archive">Which archive, from where.</param>
/// <param name="retries">How often to try again; null = the usual.</param>
internal sealed class Cifar10Download(HttpClient http, CifarArchive archive, RetryPolicy? retries = null)
{
    /// <summary>Fetches and unpacks, unless a complete folder is there already. After a failure or cancellation, a hidden partial
    /// file stays in <paramref name="outFolder"/>; the next call goes on with it.</summary>
    /// <param name="outFolder">Gets the folder with the files; made if needed.</param>
    /// <param name="progress">Told about bytes received; may be null.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <returns>The folder with the files, to be given as <c>dataset_dir</c>.</returns>
    /// <exception cref="DbdException">The server fails, or what it sends is not the archive.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> RunAsync(
        string outFolder, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        string target = Path.Combine(outFolder, archive.Folder);
        if (archive.Files.All(f => File.Exists(Path.Combine(target, f))))
            return target;
        try
        {
            Directory.CreateDirectory(outFolder);
            string partial = Path.Combine(outFolder, $".{archive.FileName}.part");
            await FetchVerifiedAsync(partial, progress, cancellation);
            await Task.Run(() => Unpack(partial, target, cancellation), cancellation);
            File.Delete(partial);
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"Cannot write to {outFolder}: {e.Message}", e);
        }
    }

    // A partial file may be of something else; then one fresh start decides.
    private async Task FetchVerifiedAsync(string partial, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        HttpFile file = new(http, archive.Source, partial, retries ?? new RetryPolicy());
        bool resumed = File.Exists(partial);
        await file.FetchAsync(progress, cancellation);
        if (resumed && await Md5Async(partial, cancellation) != archive.Md5)
        {
            File.Delete(partial);
            await file.FetchAsync(progress, cancellation);
        }
        string md5 = await Md5Async(partial, cancellation);
        if (md5 == archive.Md5)
            return;
        long length = new FileInfo(partial).Length;
        File.Delete(partial);
        throw new DbdException($"{archive.Source} is not the published archive: its {length} bytes have MD5 {md5}, expected {archive.Md5}. "
            + "It was deleted. Try again, or name a mirror with --url.");
    }

    private void Unpack(string partial, string target, CancellationToken cancellation)
    {
        string beside = Path.Combine(Path.GetDirectoryName(target)!, $".{archive.Folder}.unpacking");
        DeleteFolder(beside);
        Directory.CreateDirectory(beside);
        try
        {
            TarUnpacker.Unpack(partial, archive.Folder, archive.Files, beside, cancellation);
            MoveIntoPlace(beside, target);
        }
        catch (DamagedArchiveException e)
        {
            File.Delete(partial);
            throw new DbdException($"The archive from {archive.Source} cannot be unpacked: {e.Message} It was deleted.", e);
        }
        finally
        {
            DeleteFolder(beside);
        }
    }

    // A folder that lacks files gets them; whatever else is in it stays.
    private void MoveIntoPlace(string beside, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(beside, target);
            return;
        }
        foreach (string file in archive.Files)
            File.Move(Path.Combine(beside, file), Path.Combine(target, file), overwrite: true);
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> Md5Async(string path, CancellationToken cancellation)
    {
        await using FileStream file = File.OpenRead(path);
#pragma warning disable CA5351 // MD5 is what is published; it guards against damage and mix-ups.
        return Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation));
#pragma warning restore CA5351
    }
}
