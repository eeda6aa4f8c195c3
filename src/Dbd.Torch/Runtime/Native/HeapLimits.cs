using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime.Native;

/// <summary>Has glibc give memory back. What is large it maps, and unmaps when it is freed, but each time it raises what it calls large, up
/// to 32 MB: after some seconds oneDNN's working memory is cut out of the heaps of several threads and stays there. Of tensors there is
/// <see cref="TensorMemory"/>, which does not ask it.</summary>
internal static partial class HeapLimits
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>Keeps to what glibc begins with; does nothing with another C library.</summary>
    public static void Fix()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(MapThreshold, (int)TensorMemory.Large);
            _ = SetOption(TrimThreshold, (int)TensorMemory.Large);
        }
        catch (EntryPointNotFoundException)
        {
            return;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
