using System.Diagnostics;

using Dbd.Testing;
using Dbd.Torch.Runtime.Distributed.Nccl;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime.Distributed;

/// <summary>NCCL's calls, against a library of the test's own that has the same C interface and works on the CPU's memory.</summary>
public sealed unsafe class NcclProcessGroupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sums_are_those_of_all_and_each_has_them(int size) => Run(size, (group, rank) =>
    {
        using Tensor floats = arange(5, float32) * (rank + 1);
        using Tensor doubles = full([2, 3], rank + 0.5, float64);
        group.Sum(floats);
        group.Sum(doubles);
        int all = size * (size + 1) / 2;
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (float)(i * all)), floats.data<float>().ToArray());
        Assert.All(doubles.data<double>().ToArray(), sum => Assert.Equal(size * (size - 1) / 2 + size * 0.5, sum));
        double[] numbers = [rank, 1];
        group.Sum(numbers);
        Assert.Equal([size * (size - 1) / 2, size], numbers);
    });

    [Fact]
    public void A_tensor_that_does_not_lie_in_a_row_is_summed_in_its_place() => Run(2, (group, _) =>
    {
        using Tensor whole = arange(6, float32).reshape(2, 3);
        using Tensor turned = whole.t();
        group.Sum(turned);
        Assert.Equal([0, 2, 4, 6, 8, 10], whole.data<float>().ToArray());
    });

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(3, 0, 1)]
    [InlineData(0, 4, 0)]
    public void Rows_are_put_behind_each_other_however_many_each_has(params int[] rows) => Run(rows.Length, (group, rank) =>
    {
        using Tensor own = full([rows[rank], 2], 10 + rank, int64);
        using Tensor all = group.Gather(own);
        Assert.Equal([rows.Sum(), 2], all.shape);
        Assert.Equal(rows.SelectMany((r, of) => Enumerable.Repeat(10L + of, 2 * r)), all.data<long>().ToArray());
    });

    [Fact]
    public void What_the_first_has_all_get() => Run(3, (group, rank) =>
    {
        using Tensor tensor = full([3], rank + 7, float64);
        group.Broadcast(tensor);
        Assert.Equal([7, 7, 7], tensor.data<double>().ToArray());
    });

    [Fact]
    public void Each_speaks_of_its_own_device_and_says_good_bye()
    {
        NcclLibrary library = Build();
        ThreadGroup.Run(2, threads =>
        {
            NcclProcessGroup group = new(threads, library, new Device(TorchSharp.DeviceType.CPU, threads.Rank));
            Assert.Equal(threads.Rank, ((delegate* unmanaged[Cdecl]<int>)library.Symbol("fake_device"))());
            Assert.Equal("NCCL 2.21.5 and threads", group.Name);
            group.Dispose();
        });
        Assert.Equal(2, ((delegate* unmanaged[Cdecl]<int>)library.Symbol("fake_destroyed"))());
    }

    [Fact]
    public void What_NCCL_refuses_is_told_with_what_to_do()
    {
        DbdException refused = Assert.Throws<DbdException>(() => Run(2, (group, rank) =>
        {
            using Tensor tensor = zeros(2 + rank);
            group.Sum(tensor);
        }));
        Assert.StartsWith(
            "NCCL 2.21.5: ncclAllReduce failed: invalid argument (error 4). Each process needs", refused.Message, StringComparison.Ordinal);
        Assert.Contains("DBD_NCCL_LIBRARY=none", refused.Message, StringComparison.Ordinal);
        NcclLibrary library = Build();
        DbdException device = Assert.Throws<DbdException>(() => library.Use(77));
        Assert.Contains("CUDA device 77 cannot be used: cudaSetDevice gave error 101.", device.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_are_not_summed() => Run(1, (group, _) =>
    {
        using Tensor tensor = zeros(2, int64);
        Assert.Throws<ArgumentException>(() => group.Sum(tensor));
    });

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        string file = _folder.Write("libnccl.so.2", [1, 2, 3]);
        DbdException refused = Assert.Throws<DbdException>(() => NcclLibrary.Load(file));
        Assert.StartsWith($"{file}, which DBD_NCCL_LIBRARY names, cannot be loaded: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_that_pip_brought_is_found()
    {
        string file = _folder.Write("env/lib/python3.12/site-packages/nvidia/nccl/lib/libnccl.so.2", []);
        Assert.Equal([file], NcclPlaces.Existing("libnccl.so.2", [null, _folder.File("none"), _folder.File("env")]));
    }

    [Fact]
    public void Processes_without_a_GPU_do_without_and_say_nothing() => ThreadGroup.Run(2, threads =>
        Assert.Null(NcclProcessGroup.Over(threads, CPU, note => Assert.Fail(note))));

    private void Run(int size, Action<NcclProcessGroup, int> work)
    {
        NcclLibrary library = Build();
        ThreadGroup.Run(size, threads =>
        {
            NcclProcessGroup group = new(threads, library, new Device(TorchSharp.DeviceType.CPU, threads.Rank));
            work(group, group.Rank);
        });
    }

    private NcclLibrary Build()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NCCL is for Linux.");
        string made = _folder.File("libfakenccl.so");
        string source = RepositoryRoot.File("tests", "Dbd.Torch.Tests", "Runtime", "Distributed", "FakeNccl.c");
        try
        {
            using Process gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", "-o", made, source]);
            gcc.WaitForExit();
            Assert.Equal(0, gcc.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no gcc.");
        }
        return NcclLibrary.Load(made);
    }
}
