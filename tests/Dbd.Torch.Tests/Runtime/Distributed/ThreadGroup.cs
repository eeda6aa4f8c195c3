using System.Runtime.ExceptionServices;

using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime.Distributed;

/// <summary>Threads of the test that stand for processes. They know numbers and how to hand something round, as MPI does.</summary>
internal sealed class ThreadGroup : IProcessGroup
{
    private readonly Shared _shared;

    private ThreadGroup(int rank, Shared shared) => (Rank, _shared) = (rank, shared);

    public int Rank { get; }

    public int Size => _shared.Numbers.Length;

    public string Name => "threads";

    /// <summary>Runs work in each, and throws what one of them threw.</summary>
    public static void Run(int size, Action<ThreadGroup> work)
    {
        using Shared shared = new(new double[size][], new byte[]?[1], new Barrier(size));
        Exception?[] thrown = new Exception?[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                work(new ThreadGroup(rank, shared));
            }
            catch (Exception e)
            {
                thrown[rank] = e;
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        if (thrown.FirstOrDefault(e => e is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    public void Sum(Span<double> numbers)
    {
        _shared.Numbers[Rank] = numbers.ToArray();
        _shared.Barrier.SignalAndWait();
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = _shared.Numbers.Sum(n => n[i]);
        _shared.Barrier.SignalAndWait();
    }

    public void Broadcast(Tensor tensor)
    {
        if (Rank == 0)
            _shared.Said[0] = tensor.bytes.ToArray();
        _shared.Barrier.SignalAndWait();
        _shared.Said[0].CopyTo(tensor.bytes);
        _shared.Barrier.SignalAndWait();
    }

    public void Sum(Tensor tensor) => throw new InvalidOperationException("A tensor of the other device.");

    public Tensor Gather(Tensor tensor) => throw new InvalidOperationException("A tensor of the other device.");

    public void Abort(int exitCode) => throw new InvalidOperationException();

    private sealed record Shared(double[][] Numbers, byte[]?[] Said, Barrier Barrier) : IDisposable
    {
        public void Dispose() => Barrier.Dispose();
    }
}
