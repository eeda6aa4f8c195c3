namespace Dbd.Torch.Networks.Kernels;

/// <summary>How channels repeat in channels-last activations: a period is the least number of elements that holds whole rows of
/// channels and whole vectors.</summary>
internal readonly record struct ChannelLayout
{
    /// <summary>Elements that a kernel loads at once.</summary>
    public const int Load = 32;

    private ChannelLayout(long elements, int channels, int period) => (Elements, Channels, Period) = (elements, channels, period);

    /// <summary>Number of elements.</summary>
    public long Elements { get; }

    /// <summary>Number of channels.</summary>
    public int Channels { get; }

    /// <summary>Number of rows of channels.</summary>
    public long Rows => Elements / Channels;

    /// <summary>Elements in a period.</summary>
    public int Period { get; }

    /// <summary>The layout of activations, or null where vectors do not fit them.</summary>
    /// <param name="elements">Number of elements.</param>
    /// <param name="channels">Number of channels.</param>
    public static ChannelLayout? Of(long elements, int channels)
    {
        int period = Math.Max(channels, Load);
        return period % channels == 0 && period % Load == 0 && elements % period == 0 ? new(elements, channels, period) : null;
    }

    /// <summary>The periods that a part of a work does.</summary>
    public (long Begin, long End) PeriodsOf(int part, int parts)
    {
        long periods = Elements / Period;
        return (periods * part / parts, periods * (part + 1) / parts);
    }

    /// <summary>Where the i-th element of a period stands in the order in which <typeparamref name="T"/> loads it.</summary>
    public static int PlaceOf<T>(int i)
        where T : struct, IElements => (i / Load * Load) + T.Lane(i % Load);

    /// <summary>Repeats values over a period, in the order in which <typeparamref name="T"/> loads it.</summary>
    /// <param name="values">[channels].</param>
    public float[] Spread<T>(ReadOnlySpan<float> values)
        where T : struct, IElements
    {
        float[] spread = new float[Period];
        for (int i = 0; i < Period; i++)
            spread[PlaceOf<T>(i)] = values[i % Channels];
        return spread;
    }
}
