using System.Runtime.Intrinsics;

using CsCheck;

using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Imaging;

/// <summary>The vector form of every operation gives the bytes of its scalar form. (CsCheck prints the seed of a failure.)</summary>
public sealed class VectorFormTests
{
    private const int Iterations = 200;

    private static readonly Gen<byte[]> s_pixels = Gen.Int[0, 100].SelectMany(n => Gen.Byte.Array[3 * n]);
    private static readonly int s_step = Environment.GetEnvironmentVariable("DBD_EXHAUSTIVE") == "1" ? 1 : 15;
    private static readonly Gen<float> s_share = Gen.Frequency((3, Gen.Float[0, 2]), (1, Gen.Float[0, 1e6f]));

    [Fact]
    public void Luma() => s_pixels.Sample(
        pixels =>
        {
            int done = VectorColour.LumaSum(pixels, out long sum);
            Assert.True(pixels.Length - done < PixelLanes.Bytes);
            Assert.Equal(ScalarColour.LumaSum(pixels.AsSpan(0, done)), sum);
            Same(pixels, p => VectorColour.ReplicateLuma(p), ScalarColour.ReplicateLuma);
        },
        iter: Iterations);

    [Fact]
    public void Blending() => Gen.Select(s_pixels, Gen.Byte, s_share).Sample(
        (pixels, value, share) =>
        {
            byte[] other = [.. pixels.Reverse()];
            Same(pixels, p => VectorColour.Blend(p, other, share), p => ScalarColour.Blend(p, other.AsSpan(0, p.Length), share));
            Same(pixels, p => VectorColour.BlendFromConstant(p, value, share), p => ScalarColour.BlendFromConstant(p, value, share));
            Same(pixels, p => VectorColour.BlendFromGrey(p, share), p => ScalarColour.BlendFromGrey(p, share));
        },
        iter: Iterations);

    [Fact]
    public void Hue() => Gen.Select(s_pixels, Gen.Byte).Sample(
        (pixels, turn) => Same(pixels, p => VectorHue.Turn(p, turn), p => ScalarHue.Turn(p, turn)),
        iter: Iterations);

    // Every colour, and every triple of hue, saturation and value, under DBD_EXHAUSTIVE=1; else one in 15.
    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(214)]
    public void Hue_of_all_colours(byte turn)
    {
        byte[] pixels = new byte[3 * 256];
        for (int red = 0; red < 256; red++)
        {
            for (int green = red % s_step; green < 256; green += s_step)
            {
                for (int blue = 0; blue < 256; blue++)
                    (pixels[3 * blue], pixels[3 * blue + 1], pixels[3 * blue + 2]) = ((byte)red, (byte)green, (byte)blue);
                Same(pixels, p => VectorHue.Turn(p, turn), p => ScalarHue.Turn(p, turn));
            }
        }
    }

    [Fact]
    public void Way_back_from_all_hues()
    {
        Vector256<int> eight = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        for (int hue = 0; hue < 256; hue++)
        {
            for (int saturation = hue % s_step; saturation < 256; saturation += s_step)
            {
                for (int value = 0; value < 256; value += 8)
                {
                    VectorHue.Rgb got = VectorHue.ToRgb(
                        new(Vector256.Create(hue), Vector256.Create(saturation), eight + Vector256.Create(value)));
                    for (int i = 0; i < 8; i++)
                        Assert.Equal(
                            ScalarHue.ToRgb((byte)hue, (byte)saturation, (byte)(value + i)),
                            ((byte)got.Red[i], (byte)got.Green[i], (byte)got.Blue[i]));
                }
            }
        }
    }

    [Fact]
    public void Transposing() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20]).Sample(
        (height, width) =>
        {
            ImageShape shape = new(height, width);
            byte[] source = Noise(shape, seed: height * 41 + width);
            byte[] want = new byte[shape.Bytes];
            byte[] got = new byte[shape.Bytes];
            Transposition.Pixels(new PixelView(source, shape), want, new Region(0, 0, height, width));
            Transposition.Transpose(new PixelView(source, shape), got);
            Assert.Equal(want, got);
        },
        iter: Iterations);

    [Fact]
    public void Blur() => Gen.Select(Gen.Int[1, 40], Gen.Int[6, 40], Gen.Float[0, 30]).Sample(
        (height, width, sigma) =>
        {
            ImageShape shape = new(height, width);
            byte[] source = Noise(shape, seed: height * 41 + width);
            byte[] want = new byte[shape.Bytes];
            byte[] got = new byte[shape.Bytes];
            ScalarBlur.Columns(source, want, shape, BoxKernel.FromSigma(sigma));
            VectorBlur.Columns(source, got, shape, BoxKernel.FromSigma(sigma));
            Assert.Equal(want, got);
        },
        iter: Iterations);

    [Fact]
    public void Resampling() => Gen.Select(Gen.Int[6, 40], Gen.Int[6, 40], Gen.Int[1, 50], Gen.Enum<Interpolation>()).Sample(
        (height, width, length, interpolation) =>
        {
            ImageShape shape = new(height, width);
            byte[] source = Noise(shape, seed: height * 41 + width);
            ResamplingWeights along = ResamplingWeights.For(width, length, interpolation);
            ResamplingWeights down = ResamplingWeights.For(height, length, interpolation);
            byte[] want = new byte[height * length * 3];
            byte[] got = new byte[want.Length];
            ScalarResampling.Horizontal(new PixelView(source, shape), along, want);
            VectorResampling.Horizontal(new PixelView(source, shape), along, got);
            Assert.Equal(want, got);
            want = new byte[length * width * 3];
            got = new byte[want.Length];
            ScalarResampling.Vertical(new PixelView(source, shape), down, want);
            VectorResampling.Vertical(new PixelView(source, shape), down, got);
            Assert.Equal(want, got);
        },
        iter: Iterations);

    [Fact]
    public void Flip() => s_pixels.Sample(
        pixels =>
        {
            byte[] want = new byte[pixels.Length];
            byte[] got = new byte[pixels.Length];
            ScalarFlip.Row(pixels, want);
            int done = VectorFlip.Row(pixels, got);
            Assert.True(pixels.Length - done < Simd.Step);
            Assert.Equal(want[..done], got[..done]);
        },
        iter: Iterations);

    [Fact]
    public void Normalization() => s_pixels.Sample(
        pixels =>
        {
            float[] want = new float[pixels.Length];
            float[] got = new float[pixels.Length];
            Normalization normalization = new([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]);
            normalization.ApplyTable(pixels, want);
            normalization.Apply(pixels, got);
            Assert.Equal(want, got);
        },
        iter: Iterations);

    private static void Same(byte[] pixels, Func<byte[], int> vector, Action<Span<byte>> scalar)
    {
        byte[] want = [.. pixels];
        byte[] got = [.. pixels];
        int done = vector(got);
        Assert.True(pixels.Length - done < PixelLanes.Bytes, "the rest is too long");
        scalar(want.AsSpan(0, done));
        if (!want.AsSpan().SequenceEqual(got))
            Assert.Equal(want, got);
    }

    private static byte[] Noise(ImageShape shape, int seed)
    {
        Dbd.Randomness.Rng rng = Dbd.Randomness.Rng.For(seed, Dbd.Randomness.Purpose.Synthesis);
        byte[] pixels = new byte[shape.Bytes];
        foreach (ref byte b in pixels.AsSpan())
            b = (byte)rng.NextInt(256);
        return pixels;
    }
}
