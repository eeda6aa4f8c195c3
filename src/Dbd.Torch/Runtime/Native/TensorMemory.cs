using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime.Native;

/// <summary>Memory of tensors on the CPU: large ones' from a <see cref="BlockCache"/>, small ones' from libtorch's allocator.</summary>
/// <remarks>A training step frees and allocates the same large tensors again and again. glibc gives each back to the kernel, which must
/// clear it for the next (a tenth of a step); told not to, it cuts the blocks up, until half as much memory again is held. libtorch lets
/// its allocator be replaced (<c>c10::SetCPUAllocator</c>) by a C++ object: a pointer to a table of functions. Ours is a copy of the old
/// one's table with two functions exchanged. What is assumed of the old one is tried first; where it does not hold, it stays.</remarks>
internal static unsafe class TensorMemory
{
    /// <summary>The least bytes of a large tensor: what glibc maps and unmaps.</summary>
    public const nuint Large = 128 << 10;

    // c10/core/Allocator.h: two destructors, allocate, is_simple_data_ptr, raw_deleter, copy_data; before them the
    // offset to the top and the type, as the C++ ABI of Linux has it.
    private const int Functions = 6;
    private const int Allocate = 2;
    private const int RawDeleter = 4;
    private const int BeforeFunctions = 2;

    private static readonly BlockCache s_blocks = new();
    private static delegate* unmanaged<DataPointer*, void*, nuint, DataPointer*> s_allocate;
    private static delegate* unmanaged<void*, void> s_delete;
    private static void* s_old;
    private static DataPointer s_example;

    /// <summary>Takes the place of libtorch's allocator.</summary>
    /// <param name="c10">The library.</param>
    /// <returns>Whether it did.</returns>
    public static bool Install(nint c10)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64
            || !NativeLibrary.TryGetExport(c10, "_ZN3c1015GetCPUAllocatorEv", out nint get)
            || !NativeLibrary.TryGetExport(c10, "_ZN3c1015SetCPUAllocatorEPNS_9AllocatorEh", out nint set))
        {
            return false;
        }
        s_old = ((delegate* unmanaged<void*>)get)();
        nint* oldFunctions = *(nint**)s_old;
        s_allocate = (delegate* unmanaged<DataPointer*, void*, nuint, DataPointer*>)oldFunctions[Allocate];
        s_delete = ((delegate* unmanaged<void*, delegate* unmanaged<void*, void>>)oldFunctions[RawDeleter])(s_old);
        if (!IsAsAssumed())
            return false;
        ((delegate* unmanaged<void*, byte, void>)set)(ObjectLike(oldFunctions), 0);
        return true;
    }

    // An allocation whose parts stand where we will put them.
    private static bool IsAsAssumed()
    {
        DataPointer small;
        s_allocate(&small, s_old, 64);
        s_example = small;
        bool assumed = small.Data is not null && small.Context == small.Data && (void*)small.Deleter == (void*)s_delete;
        if (assumed)
            s_delete(small.Data);
        return assumed;
    }

    private static void* ObjectLike(nint* functions)
    {
        // Never freed: libtorch has it until the process ends.
        nint* memory = (nint*)NativeMemory.Alloc((nuint)(1 + BeforeFunctions + Functions), (nuint)sizeof(nint));
        nint* table = memory + 1 + BeforeFunctions;
        for (int i = -BeforeFunctions; i < Functions; i++)
            table[i] = functions[i];
        table[Allocate] = (nint)(delegate* unmanaged<DataPointer*, void*, nuint, DataPointer*>)&AllocateBlock;
        table[RawDeleter] = (nint)(delegate* unmanaged<void*, delegate* unmanaged<void*, void>>)&DeleterOfBlocks;
        memory[0] = (nint)table;
        return memory;
    }

    [UnmanagedCallersOnly]
    private static DataPointer* AllocateBlock(DataPointer* result, void* self, nuint bytes)
    {
        if (bytes < Large)
            s_allocate(result, s_old, bytes);
        else
            *result = s_example with { Data = Block(bytes) };
        result->Context = result->Data;
        result->Deleter = &DeleteBlock;
        return result;
    }

    private static void* Block(nuint bytes)
    {
        try
        {
            return (void*)s_blocks.Take(bytes);
        }
        catch (OutOfMemoryException)
        {
            // Nothing may be thrown through libtorch.
            MemoryShortage.Tell($"Out of memory: a tensor of {bytes} bytes was asked for. Take smaller batches or a smaller network.");
            return null;
        }
    }

    [UnmanagedCallersOnly]
    private static delegate* unmanaged<void*, void> DeleterOfBlocks(void* self) => &DeleteBlock;

    // Is also asked to free what was allocated before it took its place.
    [UnmanagedCallersOnly]
    private static void DeleteBlock(void* block)
    {
        if (block is not null && !s_blocks.Return((nint)block))
            s_delete(block);
    }

    /// <summary><c>c10::DataPtr</c>, with libstdc++'s <c>unique_ptr</c> in it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct DataPointer
    {
        public void* Data;
        public delegate* unmanaged<void*, void> Deleter;
        public void* Context;
        public ushort Device;
    }
}
