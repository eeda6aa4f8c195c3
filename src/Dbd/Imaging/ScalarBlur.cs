namespace Dbd.Imaging;

/// <summary>One box filter down the columns of a picture, one byte after the other.</summary>
internal static class ScalarBlur
{
    public static void Columns(ReadOnlySpan<byte> source, Span<byte> destination, ImageShape shape, BoxKernel kernel)
    {
        for (int x = 0; x < shape.Stride; x++)
            Column(source[x..], destination[x..], shape, kernel);
    }

    private static void Column(ReadOnlySpan<byte> source, Span<byte> destination, ImageShape shape, BoxKernel kernel)
    {
        int last = shape.Height - 1;
        int stride = shape.Stride;
        uint inner = 0;
        for (int j = -kernel.Radius; j <= kernel.Radius; j++)
            inner += source[Math.Clamp(j, 0, last) * stride];
        uint before = source[0];
        for (int y = 0; y <= last; y++)
        {
            uint after = source[Math.Min(y + kernel.Radius + 1, last) * stride];
            uint sum = kernel.Weight * inner + kernel.EdgeWeight * (before + after);
            destination[y * stride] = (byte)((sum + (1u << (BoxKernel.Precision - 1))) >> BoxKernel.Precision);
            before = source[Math.Max(y - kernel.Radius, 0) * stride];
            inner += after - before;
        }
    }
}
