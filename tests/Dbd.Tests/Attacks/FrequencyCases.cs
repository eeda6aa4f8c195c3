using Dbd.Testing;

namespace Dbd.Tests.Attacks;

/// <summary>Golden cases of triggers in the frequency domain.</summary>
internal static class FrequencyCases
{
    public static IReadOnlyList<IReadOnlyList<int>> Positions(this GoldenCase golden) =>
        [.. golden.Params.GetProperty("positions").EnumerateArray().Select(p => (int[])[.. p.EnumerateArray().Select(n => n.GetInt32())])];
}
