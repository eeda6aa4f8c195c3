namespace Dbd.Imaging;

/// <summary>What lies outside a picture, as named by torchvision.</summary>
public enum PaddingMode
{
    /// <summary>Black.</summary>
    Constant,

    /// <summary>The outermost pixel, repeated.</summary>
    Edge,

    /// <summary>The picture mirrored in its outermost pixels, which are not repeated.</summary>
    Reflect,

    /// <summary>The picture mirrored in its border: the outermost pixels come twice.</summary>
    Symmetric,
}
