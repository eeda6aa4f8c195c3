using Dbd.Configuration;
using Dbd.Serialization;

namespace Dbd.Attacks;

/// <summary>The <c>.npy</c> file that an attack's option gives in place of what it would draw at random.</summary>
internal static class ArrayFile
{
    /// <summary>Reads it; <c>~</c> is the home folder.</summary>
    /// <param name="key">The option.</param>
    /// <param name="path">Its value.</param>
    /// <exception cref="ConfigException">There is no such file, or it is no array.</exception>
    public static TensorData Read(string key, string path) =>
        OptionFile.Read(key, path, "array", "Name a file that numpy.save wrote.", Npy.Read);

    /// <summary>The elements of an array of real numbers, float32 or float64, as float32.</summary>
    /// <param name="key">The option.</param>
    /// <param name="array">What it names.</param>
    /// <exception cref="ConfigException">The elements are of another type, or one is not finite.</exception>
    public static float[] Floats(string key, TensorData array)
    {
        float[] numbers = array.Type switch
        {
            ElementType.Float32 => array.As<float>().ToArray(),
            ElementType.Float64 => Array.ConvertAll(array.As<double>().ToArray(), x => (float)x),
            _ => throw new ConfigException(key, $"The array holds {array}.", "Its elements must be float32 or float64."),
        };
        int wrong = Array.FindIndex(numbers, x => !float.IsFinite(x));
        return wrong < 0 ? numbers : throw new ConfigException(key, $"Element {wrong} of the array is {numbers[wrong]}.", "Give numbers.");
    }
}
