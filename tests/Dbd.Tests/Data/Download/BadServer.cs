using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dbd.Tests.Data.Download;

/// <summary>How a server answers one request.</summary>
/// <param name="Status">Status line after the version.</param>
/// <param name="Headers">Header lines.</param>
/// <param name="Body">Bytes that are really sent before the connection is closed.</param>
internal sealed record Answer(string Status, string[] Headers, byte[] Body)
{
    /// <summary>How long the server then holds the connection, in silence.</summary>
    public TimeSpan Silence { get; init; }
}

/// <summary>An HTTP server on this machine that may misbehave: it sends what it is told to, then closes the connection.</summary>
internal sealed class BadServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, long?, Answer> _answer;
    private readonly List<long?> _ranges = [];

    /// <param name="answer">From the number of the request (from 0) and the first byte that it asks for, if it does.</param>
    public BadServer(Func<int, long?, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/files/cifar-10-binary.tar.gz");

    /// <summary>The first byte that each request asked for; null where it asked for all.</summary>
    public IReadOnlyList<long?> Ranges => _ranges;

    public static Answer Whole(byte[] body) => new("200 OK", [$"Content-Length: {body.Length}"], body);

    public static Answer Rest(byte[] body, long start) => new(
        "206 Partial Content",
        [$"Content-Length: {body.Length - start}", $"Content-Range: bytes {start}-{body.Length - 1}/{body.Length}"],
        body[(int)start..]);

    /// <summary>What an honest server does.</summary>
    public static Answer Honest(byte[] body, long? start) => start switch
    {
        null => Whole(body),
        long s when s < body.Length => Rest(body, s),
        _ => new("416 Range Not Satisfiable", ["Content-Length: 0", $"Content-Range: bytes */{body.Length}"], []),
    };

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        NetworkStream stream = client.GetStream();
        long? start = await ReadRangeAsync(stream);
        Answer answer = _answer(_ranges.Count, start);
        _ranges.Add(start);
        string head = $"HTTP/1.1 {answer.Status}\r\n{string.Concat(answer.Headers.Select(h => h + "\r\n"))}Connection: close\r\n\r\n";
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(answer.Body);
            await Task.Delay(answer.Silence);
        }
        catch (IOException)
        {
            // The client went away, as clients may.
        }
    }

    private static async Task<long?> ReadRangeAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        long? start = null;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                start = long.Parse(line.AsSpan("Range: bytes=".Length).TrimEnd('-'), CultureInfo.InvariantCulture);
        }
        return start;
    }
}
