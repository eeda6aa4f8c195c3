using Dbd.Configuration;

namespace Dbd.Augmentation;

/// <summary>The ends of an interval.</summary>
internal readonly record struct Bounds(double Low, double High)
{
    /// <summary>Two numbers of a configuration.</summary>
    /// <exception cref="ConfigException">They are not two, not in order, or not within the limits.</exception>
    public static Bounds FromConfig(string key, IReadOnlyList<double> values, double least, double most)
    {
        if (values is [var low, var high] && least <= low && low <= high && high <= most)
            return new Bounds(low, high);
        throw new ConfigException(
            key,
            $"[{string.Join(", ", values)}] is no interval.",
            $"Write [lowest, highest], from {least} to {most}.");
    }
}
