using Dbd.Imaging;

namespace Dbd.Attacks.Bpp;

/// <summary>Fewer levels a channel, evenly spaced, in binary32 as BackdoorBench has it.</summary>
internal sealed class ColourLevels
{
    private readonly byte[] _stored = new byte[256];

    /// <summary>Works out all 256 answers.</summary>
    /// <param name="levels">At least 2.</param>
    public ColourLevels(int levels)
    {
        float steps = levels - 1;
        for (int level = 0; level < _stored.Length; level++)
        {
            float coarse = MathF.Round(level / 255f * steps) / steps * 255f;
            Units[level] = coarse / 255f;
            _stored[level] = Quantization.Level(Units[level], LevelRounding.Truncate);
        }
    }

    /// <summary>What each of the 256 levels becomes, in [0, 1].</summary>
    public float[] Units { get; } = new float[256];

    /// <summary>Coarsens a picture.</summary>
    public void Apply(Span<byte> image)
    {
        foreach (ref byte level in image)
            level = _stored[level];
    }
}
