using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>Runs work on the threads that libtorch's own operators use.</summary>
/// <remarks>libtorch's OpenMP threads spin for a while after each operator. Work on other threads would share the cores with them;
/// on the same team it starts at once.</remarks>
internal static unsafe class TorchThreads
{
    private static readonly delegate* unmanaged<delegate* unmanaged<void*, void>, void*, uint, uint, void> s_parallel;
    private static readonly delegate* unmanaged<int> s_threadNumber;

    static TorchThreads()
    {
        // OpenMP of GNU; that of LLVM and of Intel exports the same two functions.
        string[] runtimes = ["libgomp", "libomp", "libiomp"];
        using Process self = Process.GetCurrentProcess();
        foreach (ProcessModule module in self.Modules)
        {
            if (!runtimes.Any(runtime => module.ModuleName.StartsWith(runtime, StringComparison.Ordinal)))
                continue;
            if (NativeLibrary.TryLoad(module.FileName, out IntPtr library)
                && NativeLibrary.TryGetExport(library, "GOMP_parallel", out IntPtr parallel)
                && NativeLibrary.TryGetExport(library, "omp_get_thread_num", out IntPtr number))
            {
                s_parallel = (delegate* unmanaged<delegate* unmanaged<void*, void>, void*, uint, uint, void>)parallel;
                s_threadNumber = (delegate* unmanaged<int>)number;
                return;
            }
        }
    }

    /// <summary>Whether libtorch's threads were found; if not, work runs on .NET's.</summary>
    public static bool Found => s_parallel is not null;

    /// <summary>Runs parts of a work at the same time, and returns when all are done.</summary>
    /// <param name="parts">How many, at most libtorch's number of threads.</param>
    /// <param name="part">Is told its number, from 0; must not throw.</param>
    public static void Run(int parts, Action<int> part)
    {
        if (parts == 1)
        {
            part(0);
            return;
        }
        if (!Found)
        {
            Parallel.For(0, parts, part);
            return;
        }
        Team team = new(parts, part);
        GCHandle handle = GCHandle.Alloc(team);
        try
        {
            s_parallel(&Member, (void*)GCHandle.ToIntPtr(handle), (uint)parts, 0);
        }
        finally
        {
            handle.Free();
        }
        // A team may be given fewer threads than it asks for.
        for (int i = team.Members; i < parts; i++)
            part(i);
    }

    [UnmanagedCallersOnly]
    private static void Member(void* data)
    {
        Team team = (Team)GCHandle.FromIntPtr((IntPtr)data).Target!;
        int number = s_threadNumber();
        team.Join();
        if (number < team.Parts)
            team.Part(number);
    }

    private sealed class Team(int parts, Action<int> part)
    {
        private int _members;

        public int Parts => parts;

        public Action<int> Part => part;

        public int Members => _members;

        public void Join() => Interlocked.Increment(ref _members);
    }
}
