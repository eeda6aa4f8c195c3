namespace Dbd.Runs;

/// <summary>One named number.</summary>
/// <param name="Name">As in the header of the reference's CSV files: <c>loss</c>, <c>poison acc</c>.</param>
/// <param name="Value">The mean over the samples it concerns; NaN when there are none.</param>
public readonly record struct Reading(string Name, double Value);

/// <summary>The readings of one pass over data: <c>poison_train</c>, <c>clean_test</c>, <c>poison_test</c>,
/// <c>robust_test</c>, <c>self_train</c>. A CSV file and an entry of a checkpoint's <c>result</c> are made from each.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Readings">Its readings, in column order.</param>
public sealed record MetricGroup(string Name, IReadOnlyList<Reading> Readings)
{
    /// <summary>A reading by its name.</summary>
    /// <param name="reading">E.g. <c>acc</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double this[string reading] => Of(reading) ?? throw new KeyNotFoundException($"{Name} has no reading named {reading}.");

    /// <summary>A reading by its name; null where there is none.</summary>
    internal double? Of(string reading)
    {
        foreach (Reading r in Readings)
        {
            if (r.Name == reading)
                return r.Value;
        }
        return null;
    }
}
