namespace Dbd.Reports.Html;

/// <summary>Turns values into places along an axis.</summary>
/// <param name="From">The value at the beginning.</param>
/// <param name="To">The value at the end.</param>
/// <param name="Begin">Where the axis begins on the page.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct Scale(double From, double To, double Begin, double End)
{
    private static readonly double[] s_steps = [1, 2, 5, 10];

    /// <summary>Where a value lies.</summary>
    public double this[double value] => To == From ? Begin : Begin + (value - From) / (To - From) * (End - Begin);

    /// <summary>Round values from <see cref="From"/> to <see cref="To"/>.</summary>
    /// <param name="count">About how many.</param>
    /// <param name="least">The least step, e.g. 1 for whole numbers.</param>
    public IEnumerable<double> Ticks(int count, double least = 0)
    {
        double step = Math.Max(RoundStep((To - From) / count), least);
        int first = (int)Math.Ceiling(From / step - 1e-9);
        for (int i = first; i * step <= To + step * 1e-9; i++)
            yield return i * step;
    }

    /// <summary>1, 2 or 5 times a power of ten, at least <paramref name="step"/>.</summary>
    public static double RoundStep(double step)
    {
        if (!(step > 0))
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return s_steps.First(s => s * power >= step * (1 - 1e-9)) * power;
    }
}
