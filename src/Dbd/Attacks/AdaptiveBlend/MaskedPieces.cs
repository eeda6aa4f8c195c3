using Dbd.Configuration;
using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Attacks.AdaptiveBlend;

/// <summary>Which pieces of the trigger each training sample lacks: drawn by the seed, or given by a file.</summary>
internal sealed class MaskedPieces
{
    private const string Key = "masked_path";

    private readonly int _pieces;
    private readonly int _masked;
    private readonly byte[]? _given;

    /// <summary>Reads the file, if there is one.</summary>
    /// <exception cref="ConfigException">It is missing, or no array of that kind.</exception>
    public MaskedPieces(AdaptiveBlendOptions options)
    {
        (_pieces, _masked) = (options.Pieces, options.Masked);
        if (options.MaskedPath is { } path)
            _given = Checked(ArrayFile.Read(Key, path));
    }

    /// <summary>Those of one sample.</summary>
    /// <param name="context">The sample.</param>
    /// <returns>[pieces].</returns>
    /// <exception cref="ConfigException">The file has no row for it.</exception>
    public bool[] Of(in StampContext context)
    {
        bool[] isMasked = new bool[_pieces];
        if (_given is not null)
        {
            int row = context.Sample * _pieces;
            if (row >= _given.Length)
                throw OfAnother("more");
            for (int piece = 0; piece < _pieces; piece++)
                isMasked[piece] = _given[row + piece] == 1;
            return isMasked;
        }
        Rng random = context.Rng;
        foreach (int piece in random.Permutation(_pieces).AsSpan(0, _masked))
            isMasked[piece] = true;
        return isMasked;
    }

    /// <summary>Those of all training samples.</summary>
    /// <returns>uint8 [samples, pieces], 1 where one is lacking; zeros where a sample is clean.</returns>
    /// <exception cref="ConfigException">The file is of another number of samples.</exception>
    public TensorData All(PoisonPlan plan, long seed)
    {
        if (_given is not null && _given.Length != plan.Count * _pieces)
            throw OfAnother($"{plan.Count}");
        byte[] all = new byte[plan.Count * _pieces];
        foreach (int sample in plan.Poisoned.Concat(plan.Covers))
        {
            bool[] isMasked = Of(plan.Context(sample, SampleSplit.Train, seed));
            for (int piece = 0; piece < _pieces; piece++)
                all[sample * _pieces + piece] = isMasked[piece] ? (byte)1 : (byte)0;
        }
        return TensorData.From<byte>(all, plan.Count, _pieces);
    }

    private byte[] Checked(TensorData array)
    {
        if (array.Type is not (ElementType.UInt8 or ElementType.Bool) || array.Shape.Length != 2 || array.Shape[1] != _pieces)
            throw new ConfigException(Key, $"The array holds {array}.", $"It must be uint8 or bool [samples, {_pieces}], as pieces says.");
        int wrong = array.Bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)1);
        return wrong < 0
            ? array.Bytes.ToArray()
            : throw new ConfigException(Key, $"Element {wrong} of the array is {array.Bytes.AsSpan()[wrong]}.", "Each must be 0 or 1.");
    }

    private ConfigException OfAnother(string samples) => new(
        Key, $"The array is of {_given!.Length / _pieces} samples, and the training set has {samples}.", "Give that of this training set.");
}
