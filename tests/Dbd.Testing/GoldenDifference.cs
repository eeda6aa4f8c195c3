namespace Dbd.Testing;

/// <summary>How far an answer is from a golden case's.</summary>
/// <param name="Largest">The largest absolute difference; NaN where a number is missing.</param>
/// <param name="At">The element that has it.</param>
/// <param name="Count">How many elements differ at all.</param>
/// <param name="LargestWanted">The largest wanted element, absolute.</param>
public sealed record GoldenDifference(double Largest, int At, int Count, double LargestWanted)
{
    public static GoldenDifference Of(ReadOnlySpan<double> want, ReadOnlySpan<double> got)
    {
        GoldenDifference found = new(0, -1, 0, 0);
        for (int i = 0; i < want.Length; i++)
        {
            double difference = Math.Abs(want[i] - got[i]);
            found = found with { LargestWanted = Math.Max(found.LargestWanted, Math.Abs(want[i])) };
            // A comparison with NaN is false: what is no number counts as a difference, and stays the largest.
            if (!(difference <= 0))
                found = found with { Count = found.Count + 1 };
            if (!(difference <= found.Largest) && !double.IsNaN(found.Largest))
                found = found with { Largest = difference, At = i };
        }
        return found;
    }

    public override string ToString() =>
        Count == 0 ? "no element differs" : $"{Count} elements differ, by at most {Largest:R} (element {At})";
}
