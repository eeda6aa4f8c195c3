using System.Buffers;
using System.Collections.Concurrent;

using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Attacks.WaNet;

/// <summary>The picture is bent a little by a smooth field, one for the whole run. Covers are bent with noise on top.</summary>
/// <remarks>Nguyen, Tran, "WaNet - Imperceptible Warping-based Backdoor Attack", ICLR 2021, section 3. There, pictures are poisoned anew
/// in each epoch; here a fixed set is, as in BackdoorBox.</remarks>
/// <param name="options">The options.</param>
/// <exception cref="Configuration.ConfigException">A given field is missing, or no array.</exception>
internal sealed class WaNetAttack(WaNetOptions options) : IAttack
{
    private readonly FieldSource _source = new(options);
    private readonly WarpRule _rule = new(options.Rule);
    private readonly ConcurrentDictionary<(ImageShape Shape, long Seed), float[]> _grids = new();
    private readonly ConcurrentDictionary<(ImageShape Shape, long Seed), float[]> _noise = new();

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(AllToOne.Policy, options.CrossRatio) { IsPerPoisoned = true };

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        float[] grid = _grids.GetOrAdd(
            (shape, context.Seed), key => WarpGrid.Of(_source.Field(key.Shape, key.Seed), key.Shape.Width, options.S, options.GridRescale));
        if (context.Role != SampleRole.Cover)
        {
            _rule.Apply(image, shape, grid);
            return;
        }
        float[] rented = ArrayPool<float>.Shared.Rent(grid.Length);
        Span<float> noisy = rented.AsSpan(0, grid.Length);
        WarpGrid.AddNoise(grid, NoiseOf(shape, context, noisy), shape.Width, noisy);
        _rule.Apply(image, shape, noisy);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed)
    {
        Dictionary<string, TensorData> kept = new() { ["wanet_grid"] = Array(_source.Field(shape, seed)) };
        if (options.Noise == CoverNoise.One)
            kept["wanet_noise"] = Array(_source.Noise(shape, seed));
        return kept;

        TensorData Array(float[] field) => TensorData.From<float>(field, 1, shape.Height, shape.Width, 2);
    }

    private ReadOnlySpan<float> NoiseOf(ImageShape shape, in StampContext context, Span<float> drawn)
    {
        if (options.Noise == CoverNoise.One)
            return _noise.GetOrAdd((shape, context.Seed), key => _source.Noise(key.Shape, key.Seed));
        Rng rng = context.Rng;
        foreach (ref float number in drawn)
            number = (float)rng.Uniform(-1, 1);
        return drawn;
    }
}
