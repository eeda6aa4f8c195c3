namespace Dbd.Imaging;

/// <summary>A picture file of which the header was read and nothing was unpacked yet.</summary>
internal abstract class EncodedPicture : IDisposable
{
    /// <summary>Larger pictures are handed over in strips of about so many pixels.</summary>
    public const int StripPixels = 1 << 18;

    /// <summary>Bytes of a pixel of a strip: red, green, blue, and alpha.</summary>
    public const int StripChannels = 4;

    /// <summary>Takes a part of a picture.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="rows">uint8 <c>[rows, width, 4]</c>.</param>
    public delegate void StripTaker(int top, ReadOnlySpan<byte> rows);

    /// <summary>The size as stored, or as <see cref="Reduce"/> made it, before the EXIF orientation.</summary>
    public ImageShape Shape { get; protected set; }

    /// <summary>The EXIF orientation, 1 (upright) to 8.</summary>
    public virtual int Exif => 1;

    /// <summary>Bytes of a row.</summary>
    protected int RowBytes => Shape.Width * StripChannels;

    /// <summary>Rows of a strip.</summary>
    protected int StripRows => Math.Clamp(StripPixels / Shape.Width, 1, Shape.Height);

    /// <summary>Reads a file and looks at its header.</summary>
    /// <exception cref="DbdException">The file is missing, unreadable, no picture, or too large; the message names it.</exception>
    public static EncodedPicture Open(string path) => From(path, PictureBytes.Read(path));

    /// <summary>Looks at the header of what was read.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="file">The bytes; they belong to the picture, and are let go where this throws.</param>
    /// <exception cref="DbdException">It is no picture, or too large; the message names it.</exception>
    public static EncodedPicture From(string name, PictureBytes file)
    {
        try
        {
            return PortableHeader.IsIn(file.Data.AsSpan()) ? PortablePicture.Of(name, file) : SkiaPicture.Of(name, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Has a JPEG unpacked at a half, a quarter or an eighth of its size, whichever is the smallest whose shorter side is still
    /// long enough; other pictures stay as they are. The pixels are not those of the whole, resized: each block of 8x8 gives
    /// fewer.</summary>
    /// <param name="leastSide">Long enough, in pixels.</param>
    /// <returns>Whether it will be smaller.</returns>
    public virtual bool Reduce(int leastSide) => false;

    /// <summary>Unpacks the picture, its strips from above; a small one is one strip.</summary>
    /// <param name="take">Is given the strips.</param>
    /// <param name="more">Bytes that the caller takes meanwhile.</param>
    /// <exception cref="DbdException">It is damaged; the message names it.</exception>
    public abstract void Unpack(StripTaker take, long more);

    public abstract void Dispose();

    /// <summary>Refuses a picture of more pixels than can be counted.</summary>
    /// <exception cref="DbdException">It is; the message names it.</exception>
    protected static void CheckPixels(string path, ImageShape shape)
    {
        if ((long)shape.Height * shape.Width > PictureFile.MaxPixels)
            throw new DbdException($"{path} has {shape} pixels, more than the {PictureFile.MaxPixels} allowed; use a smaller picture.");
    }
}
