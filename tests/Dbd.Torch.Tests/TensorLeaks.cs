using TorchSharp;

using Xunit;

namespace Dbd.Torch.Tests;

/// <summary>Counts tensors of this thread that nobody has disposed.</summary>
internal static class TensorLeaks
{
    private const int WarmUp = 2;
    private const int Repetitions = 3;

    public static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>Fails if work that was done before leaves tensors when it is done again.</summary>
    public static void None(Action work)
    {
        for (int i = 0; i < WarmUp; i++)
            work();
        long before = Live;
        for (int i = 0; i < Repetitions; i++)
            work();
        Assert.Equal(before, Live);
    }
}
