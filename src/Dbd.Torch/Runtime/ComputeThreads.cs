using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>How many threads libtorch computes with.</summary>
internal static class ComputeThreads
{
    // What libtorch has taken by itself, before a run asked for another number.
    private static readonly int s_default = get_num_threads();

    /// <summary>Changes it for all that follows in this process.</summary>
    /// <param name="count">How many; 0 is as many as libtorch takes by itself, one a core.</param>
    public static void Use(int count)
    {
        int wanted = count > 0 ? count : s_default;
        if (get_num_threads() != wanted)
            set_num_threads(wanted);
    }

    /// <summary>How many threads one of several processes takes: as many as were asked for, or its part of the cores.</summary>
    /// <param name="asked">How many were asked for; 0 is none in particular.</param>
    /// <param name="group">The processes.</param>
    /// <param name="note">Is told how the cores are shared out, and where some stay idle.</param>
    public static int Shared(int asked, IProcessGroup group, Action<string> note)
    {
        Cores cores = Cores.Of(group);
        int threads = asked > 0 ? asked : cores.Threads;
        note($"{group.Size} processes train together, by {group.Name}. {string.Join("; ", cores.Hosts)}.");
        if (cores.Advice(threads) is { } advice)
            note(advice);
        return threads;
    }
}
