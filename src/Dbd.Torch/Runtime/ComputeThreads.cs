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
}
