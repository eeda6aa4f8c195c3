using System.Runtime.CompilerServices;

using Dbd.Torch.Runtime.Native;

// Threads and the default generator of libtorch are global.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Dbd.Torch.Tests;

internal static class TorchAssembly
{
    [ModuleInitializer]
    internal static void Load() => NativeRuntime.Load();
}
