using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Dbd.Data.Download;

/// <summary>Fetches one file over HTTP into a partial file that later attempts, and later runs, go on with.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="source">What to fetch.</param>
/// <param name="partial">Where to; what is there already is not fetched again, if the server can leave it out.</param>
/// <param name="policy">How often to try again.</param>
internal sealed class HttpFile(HttpClient http, Uri source, string partial, RetryPolicy policy)
{
    // About six times what the published archives have.
    private const long LargestFile = 1L << 30;
    private const int BufferSize = 1 << 16;

    /// <summary>Fetches until the file is whole, as far as the server tells.</summary>
    /// <exception cref="DbdException">The server refuses, or breaks off again and again.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the partial file stays.</exception>
    public async Task FetchAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        long furthest = Have;
        for (int failures = 0; ;)
        {
            string problem = await AttemptAsync(progress, cancellation);
            if (problem.Length == 0)
                return;
            bool further = Have >= furthest + policy.ProgressBytes;
            furthest = Math.Max(furthest, Have);
            failures = further ? 0 : failures + 1;
            if (failures >= policy.Attempts)
                throw new DbdException(
                    $"{source}: {problem} ({failures} attempts). "
                        + "Run the same command again to go on from there, or name a mirror with --url.");
            await Task.Delay(policy.FirstPause * Math.Pow(2, Math.Max(failures - 1, 0)), cancellation);
        }
    }

    private long Have => File.Exists(partial) ? new FileInfo(partial).Length : 0;

    // Returns what went wrong and may go right another time; empty if the file is whole.
    private async Task<string> AttemptAsync(IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(policy.LongestSilence);
        try
        {
            using HttpResponseMessage response = await SendAsync(patience.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await SaveAsync(response, 0, progress, patience),
                HttpStatusCode.PartialContent => await SaveAsync(response, Have, progress, patience),
                HttpStatusCode.RequestedRangeNotSatisfiable => Beyond(response),
                HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                    Answer(response),
                _ => throw new DbdException($"{source}: {Answer(response)} Is the address right?"),
            };
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException { InnerException: SocketException })
        {
            return $"the connection failed: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"the server sent nothing for {policy.LongestSilence.TotalSeconds:0} seconds.";
        }
    }

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, source);
        if (Have > 0)
            request.Headers.Range = new RangeHeaderValue(Have, null);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private async Task<string> SaveAsync(
        HttpResponseMessage response, long start, IProgress<DownloadProgress>? progress, CancellationTokenSource patience)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From != start)
        {
            File.Delete(partial);
            return "the server sent another part of the file than was asked for.";
        }
        long? total = start + response.Content.Headers.ContentLength;
        await using FileStream file = new(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(start);
        file.Seek(start, SeekOrigin.Begin);
        await using Stream body = await response.Content.ReadAsStreamAsync(patience.Token);
        byte[] buffer = new byte[BufferSize];
        while (true)
        {
            int read = await body.ReadAsync(buffer, patience.Token);
            if (read == 0)
                return file.Length < total ? $"it broke off after {file.Length} of {total} bytes." : "";
            if (file.Length + read > LargestFile)
                throw new DbdException($"{source}: it sends more than {LargestFile} bytes; that is not the file.");
            patience.CancelAfter(policy.LongestSilence);
            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token);
            progress?.Report(new DownloadProgress(file.Position, total));
        }
    }

    // Nothing lies beyond what is there: it is whole, or not the same file.
    private string Beyond(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentRange?.Length is not long length || length == Have)
            return "";
        File.Delete(partial);
        return "the partial file does not fit what the server has.";
    }

    private static string Answer(HttpResponseMessage response) => $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}.";
}
