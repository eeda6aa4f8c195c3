namespace Dbd.Torch.Runtime.Native;

/// <summary>What is left to libtorch, to measure what ours gives: a list in the environment variable <c>DBD_WITHOUT</c>, as
/// <c>memory,batchnorm,channels-last</c>.</summary>
internal static class Without
{
    private static readonly string[] s_list = (Environment.GetEnvironmentVariable("DBD_WITHOUT") ?? "").Split(',');

    /// <summary>Whether libtorch allocates large tensors, instead of <see cref="TensorMemory"/>.</summary>
    public static bool Memory { get; } = s_list.Contains("memory");

    /// <summary>Whether libtorch's operators normalise, add and rectify, instead of one kernel.</summary>
    public static bool BatchNorm { get; } = s_list.Contains("batchnorm");

    /// <summary>Whether libtorch does all convolutions in float32.</summary>
    public static bool Winograd { get; } = s_list.Contains("winograd");

    /// <summary>Whether images are laid out plane by plane.</summary>
    public static bool ChannelsLast { get; } = s_list.Contains("channels-last");
}
