namespace Dbd.Attacks;

/// <summary>The pictures of a set before the attack, all of one size. Loader threads read them side by side.</summary>
public interface ICleanPictures
{
    /// <summary>Number of pictures.</summary>
    int Count { get; }

    /// <summary>Copies a picture.</summary>
    /// <param name="sample">From 0 to <see cref="Count"/> - 1.</param>
    /// <param name="pixels">Gets uint8 <c>[height, width, 3]</c>.</param>
    void Read(int sample, Span<byte> pixels);
}
