using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>
/// The transforms of Winograd's minimal filtering F(2x2, 3x3): 2x2 results of a 3x3 convolution take 16 multiplications a pair of channels
/// instead of 36. A tile of 4x4 inputs, the kernel, and the 2x2 results each have a form of 4x4 positions; between them stands a product of
/// matrices a position.
/// </summary>
/// <remarks>Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016, section 4.1:
/// <c>Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A</c>. The gradients are the same maps transposed.</remarks>
internal static unsafe class Winograd
{
    /// <summary>Side of the results of a tile.</summary>
    public const int Step = 2;

    /// <summary>Side of a tile of inputs.</summary>
    public const int Side = 4;

    /// <summary>Positions of a transformed tile.</summary>
    public const int Positions = Side * Side;

    /// <summary>Channels that one call transforms.</summary>
    public const int Lanes = 8;

    /// <summary><c>Bᵀ d B</c> of 8 channels of a tile.</summary>
    /// <param name="d">The tile's first input.</param>
    /// <param name="row">From a row of it to the next.</param>
    /// <param name="column">From a column of it to the next.</param>
    /// <param name="v">Gets the first position.</param>
    /// <param name="position">From a position to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* d, int row, int column, float* v, long position)
    {
        Column(d, row, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        Column(d + column, row, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        Column(d + 2 * column, row, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3);
        Column(d + 3 * column, row, out Vector256<float> d0, out Vector256<float> d1, out Vector256<float> d2, out Vector256<float> d3);
        Row(a0, b0, c0, d0, v, position);
        Row(a1, b1, c1, d1, v + 4 * position, position);
        Row(a2, b2, c2, d2, v + 8 * position, position);
        Row(a3, b3, c3, d3, v + 12 * position, position);
    }

    /// <summary><c>Aᵀ m A</c> of 8 channels: the 2x2 results.</summary>
    /// <param name="m">The first position.</param>
    /// <param name="position">From a position to the next.</param>
    /// <param name="y">Gets the results.</param>
    /// <param name="row">From a row of them to the next.</param>
    /// <param name="column">From a column of them to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* m, long position, float* y, long row, long column)
    {
        OutputColumn(m, position, out Vector256<float> a0, out Vector256<float> a1);
        OutputColumn(m + position, position, out Vector256<float> b0, out Vector256<float> b1);
        OutputColumn(m + 2 * position, position, out Vector256<float> c0, out Vector256<float> c1);
        OutputColumn(m + 3 * position, position, out Vector256<float> d0, out Vector256<float> d1);
        (a0 + b0 + c0).Store(y);
        (b0 - c0 - d0).Store(y + column);
        (a1 + b1 + c1).Store(y + row);
        (b1 - c1 - d1).Store(y + row + column);
    }

    /// <summary><c>A g Aᵀ</c> of 8 channels of the gradient of the 2x2 results.</summary>
    /// <param name="g">The first gradient.</param>
    /// <param name="row">From a row of them to the next.</param>
    /// <param name="column">From a column of them to the next.</param>
    /// <param name="z">Gets the first position.</param>
    /// <param name="position">From a position to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient(float* g, long row, long column, float* z, long position)
    {
        (Vector256<float> g00, Vector256<float> g01) = (Vector256.Load(g), Vector256.Load(g + column));
        (Vector256<float> g10, Vector256<float> g11) = (Vector256.Load(g + row), Vector256.Load(g + row + column));
        GradientRow(g00, g01, z, position);
        GradientRow(g00 + g10, g01 + g11, z + 4 * position, position);
        GradientRow(g00 - g10, g01 - g11, z + 8 * position, position);
        GradientRow(-g10, -g11, z + 12 * position, position);
    }

    /// <summary><c>G w Gᵀ</c> of a 3x3 kernel.</summary>
    /// <param name="w">Its first weight.</param>
    /// <param name="row">From a row of it to the next; less than 0 turns it upside down.</param>
    /// <param name="column">From a column of it to the next.</param>
    /// <param name="u">Gets the first position.</param>
    /// <param name="position">From a position to the next.</param>
    public static void Kernel(float* w, long row, long column, float* u, long position)
    {
        float* half = stackalloc float[Side * 3];
        for (int j = 0; j < 3; j++)
        {
            (float top, float middle, float bottom) = (w[j * column], w[row + j * column], w[2 * row + j * column]);
            (half[j], half[9 + j]) = (top, bottom);
            (half[3 + j], half[6 + j]) = ((top + middle + bottom) / 2, (top - middle + bottom) / 2);
        }
        for (int i = 0; i < Side; i++, u += 4 * position)
        {
            (float left, float middle, float right) = (half[3 * i], half[3 * i + 1], half[3 * i + 2]);
            (u[0], u[3 * position]) = (left, right);
            (u[position], u[2 * position]) = ((left + middle + right) / 2, (left - middle + right) / 2);
        }
    }

    /// <summary><c>Gᵀ u G</c>: the gradient of a 3x3 kernel from that of its transform.</summary>
    /// <param name="u">The first position.</param>
    /// <param name="position">From a position to the next.</param>
    /// <param name="w">Gets the first weight's gradient.</param>
    /// <param name="row">From a row of the kernel to the next.</param>
    /// <param name="column">From a column of it to the next.</param>
    public static void KernelGradient(float* u, long position, float* w, long row, long column)
    {
        float* half = stackalloc float[Side * 3];
        for (int i = 0; i < Side; i++, u += 4 * position)
        {
            (float sum, float difference) = ((u[position] + u[2 * position]) / 2, (u[position] - u[2 * position]) / 2);
            (half[3 * i], half[3 * i + 1], half[3 * i + 2]) = (u[0] + sum, difference, sum + u[3 * position]);
        }
        for (int j = 0; j < 3; j++, w += column)
        {
            (float sum, float difference) = ((half[3 + j] + half[6 + j]) / 2, (half[3 + j] - half[6 + j]) / 2);
            (w[0], w[row], w[2 * row]) = (half[j] + sum, difference, sum + half[9 + j]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(
        float* d, int row, out Vector256<float> t0, out Vector256<float> t1, out Vector256<float> t2, out Vector256<float> t3)
    {
        (Vector256<float> d1, Vector256<float> d2) = (Vector256.Load(d + row), Vector256.Load(d + 2 * row));
        t0 = Vector256.Load(d) - d2;
        t1 = d1 + d2;
        t2 = d2 - d1;
        t3 = d1 - Vector256.Load(d + 3 * row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, float* v, long position)
    {
        (a - c).Store(v);
        (b + c).Store(v + position);
        (c - b).Store(v + 2 * position);
        (b - d).Store(v + 3 * position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputColumn(float* m, long position, out Vector256<float> t0, out Vector256<float> t1)
    {
        (Vector256<float> m1, Vector256<float> m2) = (Vector256.Load(m + 4 * position), Vector256.Load(m + 8 * position));
        t0 = Vector256.Load(m) + m1 + m2;
        t1 = m1 - m2 - Vector256.Load(m + 12 * position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientRow(Vector256<float> a, Vector256<float> b, float* z, long position)
    {
        a.Store(z);
        (a + b).Store(z + position);
        (a - b).Store(z + 2 * position);
        (-b).Store(z + 3 * position);
    }
}
