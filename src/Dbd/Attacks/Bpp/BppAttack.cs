using System.Buffers;

using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Attacks.Bpp;

/// <summary>Fewer colours: each channel is rounded to a few levels. Covers get what rounding takes from another picture.</summary>
/// <remarks>Wang, Zhai, Ma, "BppAttack: Stealthy and Efficient Trojan Attacks against Deep Neural Networks via Image Quantization and
/// Contrastive Adversarial Learning", CVPR 2022, section 3; without its adversarial training.</remarks>
/// <param name="options">The options.</param>
/// <exception cref="Configuration.ConfigException">The file of others is missing or wrong.</exception>
internal sealed class BppAttack(BppOptions options) : IAttack
{
    private readonly ColourLevels _levels = new(options.Levels);
    private readonly Partners _partners = new(options.Others);

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(AllToOne.Policy, options.CoverRatio);

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        if (context.Role == SampleRole.Cover)
            Cover(image, shape, context);
        else
            Coarsen(image, shape);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed)
    {
        long[] others = [.. plan.Covers.Select(i => (long)_partners.Of(plan.Context(i, SampleSplit.Train, seed), plan.Count))];
        return new Dictionary<string, TensorData> { ["bpp_others"] = TensorData.From<long>(others, others.Length) };
    }

    private void Coarsen(Span<byte> image, ImageShape shape)
    {
        if (options.Dithering)
            Dithering.Apply(image, shape, options.Levels);
        else
            _levels.Apply(image);
    }

    private void Cover(Span<byte> image, ImageShape shape, in StampContext context)
    {
        ICleanPictures clean = context.Clean
            ?? throw new InvalidOperationException("A cover of BPP is made of another picture of its set.");
        byte[] rented = ArrayPool<byte>.Shared.Rent(2 * shape.Bytes);
        Span<byte> other = rented.AsSpan(0, shape.Bytes), coarse = rented.AsSpan(shape.Bytes, shape.Bytes);
        clean.Read(_partners.Of(context, clean.Count), other);
        other.CopyTo(coarse);
        Coarsen(coarse, shape);
        Residual.Put(image, other, coarse, options.Negatives);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
