namespace Dbd.Augmentation;

/// <summary>One of the four operations of <see cref="RandomColorJitter"/>, numbered as in torchvision.</summary>
internal enum JitterStep
{
    /// <summary>Brightness.</summary>
    Brightness,

    /// <summary>Contrast.</summary>
    Contrast,

    /// <summary>Saturation.</summary>
    Saturation,

    /// <summary>Hue.</summary>
    Hue,
}

/// <summary>The order of the four operations, each once.</summary>
/// <param name="First">Applied first.</param>
/// <param name="Second">Applied second.</param>
/// <param name="Third">Applied third.</param>
/// <param name="Fourth">Applied last.</param>
internal readonly record struct JitterOrder(JitterStep First, JitterStep Second, JitterStep Third, JitterStep Fourth);

/// <summary>What <see cref="RandomColorJitter"/> draws; a null factor leaves its operation out.</summary>
/// <param name="Order">The order of the operations.</param>
/// <param name="Brightness">Factor, at least 0.</param>
/// <param name="Contrast">Factor, at least 0.</param>
/// <param name="Saturation">Factor, at least 0.</param>
/// <param name="Hue">Turn, in [-0.5, 0.5].</param>
internal readonly record struct ColorJitterParameters(
    JitterOrder Order, double? Brightness, double? Contrast, double? Saturation, double? Hue);
