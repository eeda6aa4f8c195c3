using Dbd.Serialization;

namespace Dbd.Poisoning;

/// <summary>The files of what an attack has drawn for a whole run (<see cref="Attacks.IAttack.Kept"/>): <c>NAME.npy</c> each, beside the
/// poison index.</summary>
internal static class KeptArrays
{
    /// <summary>Compares what a run has kept with what its configuration gives now; a file that is not there is not missed.</summary>
    /// <param name="kept">By name.</param>
    /// <param name="index">The run's poison index.</param>
    /// <param name="advice">What to do where they differ, as a sentence.</param>
    /// <exception cref="DbdException">They differ, or a file is damaged.</exception>
    public static void Check(IReadOnlyDictionary<string, TensorData> kept, string index, string advice)
    {
        foreach ((string name, TensorData now) in kept)
        {
            string file = FileOf(name, index);
            if (File.Exists(file) && Npy.Read(file) is var then && !AreEqual(then, now))
                throw new DbdException(
                    $"{file} holds {then} of the run's trigger, and this configuration gives another ({now}). "
                    + $"Seed, data and the attack's options must stay those of the run; {advice}");
        }
    }

    /// <summary>Writes them.</summary>
    /// <param name="kept">By name.</param>
    /// <param name="index">The poison index that they lie beside.</param>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Save(IReadOnlyDictionary<string, TensorData> kept, string index)
    {
        foreach ((string name, TensorData array) in kept)
            Npy.Write(FileOf(name, index), array);
    }

    private static bool AreEqual(TensorData a, TensorData b) =>
        a.Type == b.Type && a.Shape.AsSpan().SequenceEqual(b.Shape) && a.Bytes.AsSpan().SequenceEqual(b.Bytes);

    private static string FileOf(string name, string index) => Path.Combine(Path.GetDirectoryName(index) ?? "", $"{name}.npy");
}
