using System.Runtime.CompilerServices;

using Dbd.Torch.Runtime;

using Xunit;

// Threads and the default generator of libtorch are global.
[assembly: Parallelization(Mode = ParallelizationMode.None)]

namespace Dbd.Torch.Tests;

internal static class TorchAssembly
{
    [ModuleInitializer]
    internal static void Load() => NativeRuntime.Load();
}
