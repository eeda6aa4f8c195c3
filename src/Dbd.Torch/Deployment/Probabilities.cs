namespace Dbd.Torch.Deployment;

/// <summary>Probabilities that a model gives instead of logits.</summary>
internal static class Probabilities
{
    // Of half precision, or of many classes.
    private const double Tolerance = 0.01;

    // Of 0 there is no logarithm.
    private const float Least = 1e-37f;

    /// <summary>Whether the numbers of a picture are probabilities.</summary>
    public static bool Are(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        foreach (float number in numbers)
        {
            if (!(number >= -Tolerance && number <= 1 + Tolerance))
                return false;
            sum += number;
        }
        return Math.Abs(sum - 1) <= Tolerance;
    }

    /// <summary>Their logarithms, which are logits of the same probabilities.</summary>
    /// <param name="numbers">[pictures, classes].</param>
    /// <param name="classes">How many.</param>
    /// <param name="source">The model, for messages.</param>
    /// <exception cref="DbdException">They are no probabilities.</exception>
    public static float[] Logarithms(float[] numbers, int classes, string source)
    {
        for (int at = 0; at < numbers.Length; at += classes)
        {
            ReadOnlySpan<float> row = numbers.AsSpan(at, classes);
            if (!Are(row))
            {
                string first = string.Join(", ", row[..Math.Min(3, classes)].ToArray());
                throw new DbdException(
                    $"{source} gives no probabilities: {first}{(classes > 3 ? ", .." : "")}. If they are logits, give --output logits.");
            }
        }
        return Array.ConvertAll(numbers, p => MathF.Log(Math.Max(p, Least)));
    }
}
