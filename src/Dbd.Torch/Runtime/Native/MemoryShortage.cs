namespace Dbd.Torch.Runtime.Native;

/// <summary>What happens when a tensor on the CPU cannot get its memory: libtorch cannot go on, and the process ends. Who is at work may
/// say last words before.</summary>
public static class MemoryShortage
{
    private static readonly Lock s_lock = new();
    private static readonly List<Action<string>> s_handlers = [];

    /// <summary>Asks to be told, with a message for the user. The latest who asked is told first; the process fails fast once all were,
    /// unless one of them has ended it.</summary>
    /// <param name="handler">Is told.</param>
    /// <returns>To be disposed when it need no longer be told.</returns>
    public static IDisposable OnTold(Action<string> handler)
    {
        // A delegate of its own: the same handler may be there twice.
        Action<string> mine = message => handler(message);
        lock (s_lock)
            s_handlers.Add(mine);
        return new Subscription(mine);
    }

    /// <summary>Tells it, and ends the process.</summary>
    internal static void Tell(string message)
    {
        Action<string>[] handlers;
        lock (s_lock)
            handlers = [.. s_handlers];
        foreach (Action<string> handler in handlers.Reverse())
        {
            try
            {
                handler(message);
            }
            catch (DbdException)
            {
                // What it would have written is lost; the others still have their words.
            }
        }
        Environment.FailFast(message);
    }

    private sealed class Subscription(Action<string> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (s_lock)
                s_handlers.Remove(handler);
        }
    }
}
