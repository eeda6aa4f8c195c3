namespace Dbd.Imaging;

/// <summary>How a picture is resized. The numbers are PIL's, as configurations write them.</summary>
public enum Interpolation
{
    /// <summary>Triangle filter, support 1.</summary>
    Bilinear = 2,

    /// <summary>Cubic filter with a = -0.5 (Keys 1981), support 2.</summary>
    Bicubic = 3,
}
