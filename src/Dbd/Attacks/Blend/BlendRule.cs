namespace Dbd.Attacks.Blend;

/// <summary>Whose arithmetic mixes the two pictures; they differ by one level here and there.</summary>
internal enum BlendRule
{
    /// <summary>PIL's <c>Image.blend</c>, which the reference uses; the trigger is resized by PIL's bicubic filter.</summary>
    Pillow,

    /// <summary>BackdoorBench's, in binary64; the trigger is resized by PIL's bilinear filter.</summary>
    Backdoorbench,

    /// <summary>backdoor-toolbox's, in binary32 on numbers in [0, 1], rounded half up; the trigger must have the picture's size.</summary>
    Toolbox,

    /// <summary>BackdoorBox's, in binary32, without the fraction; the trigger must have the picture's size.</summary>
    Box,
}
