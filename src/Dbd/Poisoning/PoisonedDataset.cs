using Dbd.Attacks;
using Dbd.Data;
using Dbd.Imaging;

namespace Dbd.Poisoning;

/// <summary>
/// A data set as an attacker left it: poisoned samples carry the trigger and the target label. The trigger is
/// deterministic and goes on before augmentation, so it is put on once; the clean pictures are shared with the original.
/// </summary>
public sealed class PoisonedDataset : IDataset
{
    private readonly IDataset _clean;
    private readonly PoisonIndex _index;
    private readonly int _targetLabel;
    private readonly byte[][] _stamped;

    /// <summary>Poisons a data set.</summary>
    /// <param name="clean">The original, which is not changed.</param>
    /// <param name="index">Which samples are poisoned.</param>
    /// <param name="attack">Puts the trigger on them.</param>
    /// <param name="targetLabel">The label they get.</param>
    /// <exception cref="ArgumentException">The index is of another number of samples.</exception>
    public PoisonedDataset(IDataset clean, PoisonIndex index, IAttack attack, int targetLabel)
    {
        if (index.Count != clean.Count)
            throw new ArgumentException($"The poison index has {index.Count} samples, the data set {clean.Count}.", nameof(index));
        (_clean, _index, _targetLabel) = (clean, index, targetLabel);
        _stamped = new byte[clean.Count][];
        foreach (int i in index.Indices)
        {
            _stamped[i] = clean.Image(i).ToArray();
            attack.Stamp(_stamped[i], clean.Shape);
        }
    }

    private PoisonedDataset(IDataset clean, PoisonIndex index) =>
        (_clean, _index, _stamped) = (clean, index, new byte[clean.Count][]);

    /// <summary>A data set to which nothing is done.</summary>
    /// <param name="data">The data set.</param>
    public static PoisonedDataset AsItIs(IDataset data) => new(data, PoisonIndex.None(data.Count));

    /// <summary>The data set before the attack. Only reports on the attack may ask: no defense has it.</summary>
    public IDataset Clean => _clean;

    /// <inheritdoc/>
    public int Count => _clean.Count;

    /// <inheritdoc/>
    public ImageShape Shape => _clean.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => _clean.ClassNames;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Image(int index) => _stamped[index] ?? _clean.Image(index);

    /// <inheritdoc/>
    public int Label(int index) => IsPoisoned(index) ? _targetLabel : _clean.Label(index);

    /// <inheritdoc/>
    public string Name(int index) => _clean.Name(index);

    /// <summary>Whether the sample carries the trigger. Only metrics may ask: no defense knows it.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    public bool IsPoisoned(int index) => _index[index];
}
