using System.Runtime.Intrinsics;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>Products of small matrices, 16 columns wide: what registers of AVX2 hold.</summary>
internal static unsafe class Products
{
    /// <summary>Columns of every result.</summary>
    public const int Columns = 16;

    /// <summary>Rows of <see cref="Rows"/>' result that are worked on together.</summary>
    public const int Tall = 6;

    /// <summary>Rows of <see cref="AddTransposed"/>'s result.</summary>
    public const int Low = 4;

    /// <summary><c>m = v u</c>, six rows at a time.</summary>
    /// <param name="v">[rows, depth].</param>
    /// <param name="u">[depth, 16].</param>
    /// <param name="m">Gets [rows, 16].</param>
    /// <param name="rows">A multiple of six.</param>
    /// <param name="depth">Length of the sums.</param>
    public static void Rows(float* v, float* u, float* m, int rows, int depth)
    {
        for (int r = 0; r < rows; r += Tall, v += Tall * depth, m += Tall * Columns)
            SixRows(v, u, m, depth);
    }

    /// <summary><c>sum += vᵀ z</c> for four columns of v and 16 of z.</summary>
    /// <param name="v">The first of the four columns.</param>
    /// <param name="vRow">From a row of v to the next.</param>
    /// <param name="z">The first of the 16 columns.</param>
    /// <param name="zRow">From a row of z to the next.</param>
    /// <param name="rows">Of both.</param>
    /// <param name="sum">[4, 16].</param>
    public static void AddTransposed(float* v, int vRow, float* z, int zRow, int rows, float* sum)
    {
        Vector256<float> a0 = Vector256.Load(sum), a1 = Vector256.Load(sum + 8);
        Vector256<float> b0 = Vector256.Load(sum + 16), b1 = Vector256.Load(sum + 24);
        Vector256<float> c0 = Vector256.Load(sum + 32), c1 = Vector256.Load(sum + 40);
        Vector256<float> d0 = Vector256.Load(sum + 48), d1 = Vector256.Load(sum + 56);
        for (int r = 0; r < rows; r++, v += vRow, z += zRow)
        {
            (Vector256<float> z0, Vector256<float> z1) = (Vector256.Load(z), Vector256.Load(z + 8));
            Vector256<float> one = Vector256.Create(v[0]);
            a0 = Vector256.FusedMultiplyAdd(one, z0, a0);
            a1 = Vector256.FusedMultiplyAdd(one, z1, a1);
            one = Vector256.Create(v[1]);
            b0 = Vector256.FusedMultiplyAdd(one, z0, b0);
            b1 = Vector256.FusedMultiplyAdd(one, z1, b1);
            one = Vector256.Create(v[2]);
            c0 = Vector256.FusedMultiplyAdd(one, z0, c0);
            c1 = Vector256.FusedMultiplyAdd(one, z1, c1);
            one = Vector256.Create(v[3]);
            d0 = Vector256.FusedMultiplyAdd(one, z0, d0);
            d1 = Vector256.FusedMultiplyAdd(one, z1, d1);
        }
        a0.Store(sum);
        a1.Store(sum + 8);
        b0.Store(sum + 16);
        b1.Store(sum + 24);
        c0.Store(sum + 32);
        c1.Store(sum + 40);
        d0.Store(sum + 48);
        d1.Store(sum + 56);
    }

    private static void SixRows(float* v, float* u, float* m, int depth)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        float* b = v + depth, c = b + depth, d = c + depth, e = d + depth, f = e + depth;
        for (int k = 0; k < depth; k++, u += Columns)
        {
            (Vector256<float> u0, Vector256<float> u1) = (Vector256.Load(u), Vector256.Load(u + 8));
            Vector256<float> one = Vector256.Create(v[k]);
            a0 = Vector256.FusedMultiplyAdd(one, u0, a0);
            a1 = Vector256.FusedMultiplyAdd(one, u1, a1);
            one = Vector256.Create(b[k]);
            b0 = Vector256.FusedMultiplyAdd(one, u0, b0);
            b1 = Vector256.FusedMultiplyAdd(one, u1, b1);
            one = Vector256.Create(c[k]);
            c0 = Vector256.FusedMultiplyAdd(one, u0, c0);
            c1 = Vector256.FusedMultiplyAdd(one, u1, c1);
            one = Vector256.Create(d[k]);
            d0 = Vector256.FusedMultiplyAdd(one, u0, d0);
            d1 = Vector256.FusedMultiplyAdd(one, u1, d1);
            one = Vector256.Create(e[k]);
            e0 = Vector256.FusedMultiplyAdd(one, u0, e0);
            e1 = Vector256.FusedMultiplyAdd(one, u1, e1);
            one = Vector256.Create(f[k]);
            f0 = Vector256.FusedMultiplyAdd(one, u0, f0);
            f1 = Vector256.FusedMultiplyAdd(one, u1, f1);
        }
        a0.Store(m);
        a1.Store(m + 8);
        b0.Store(m + 16);
        b1.Store(m + 24);
        c0.Store(m + 32);
        c1.Store(m + 40);
        d0.Store(m + 48);
        d1.Store(m + 56);
        e0.Store(m + 64);
        e1.Store(m + 72);
        f0.Store(m + 80);
        f1.Store(m + 88);
    }
}
