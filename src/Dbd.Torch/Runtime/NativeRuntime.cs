namespace Dbd.Torch.Runtime;

#pragma warning disable CS1591, MA0025, IDE0060, CA1801 // Replaced at the merge.
public static class NativeRuntime
{
    public static string Load() => throw new NotImplementedException();
}
