using System.Text.Json;

using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Imaging;

/// <summary>Pictures of every form, beside what PIL makes of them; <c>tests/interop/pictures.py</c> made both.</summary>
public sealed class PictureFormsTests : IDisposable
{
    private static readonly Dictionary<string, Form> s_forms = JsonSerializer
        .Deserialize<Form[]>(File.ReadAllBytes(RepositoryRoot.File("tests", "golden", "pictures.json")), JsonSerializerOptions.Web)!
        .ToDictionary(f => f.Name);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static IEnumerable<TheoryDataRow<string>> Names() => s_forms.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_is_what_PIL_makes_of_it_or_refused_where_PIL_refuses_it(string name)
    {
        string path = _folder.Write(name, s_forms[name].File);
        if (s_forms[name].Upright is not { } upright)
        {
            Assert.Contains("is damaged", Assert.Throws<DbdException>(() => PictureFile.Read(path, upright: true)).Message);
            return;
        }
        PixelBuffer read = PictureFile.Read(path, upright: true);
        Assert.Equal(upright, $"{read.Shape.Height} {read.Shape.Width} {Convert.ToHexStringLower(read.Pixels)}");
    }

    [Fact]
    public void What_is_to_be_as_stored_is_not_turned()
    {
        PixelBuffer stored = PictureFile.Read(_folder.Write("f.png", s_forms["exif6.png"].File));
        Assert.Equal(new ImageShape(5, 7), stored.Shape);
    }

    // A canvas too large to be one strip, of which only the corner that the frame covers has pixels.
    [Fact]
    public void A_large_canvas_is_open_as_a_small_one()
    {
        byte[] file = [.. s_forms["part.gif"].File];
        (file[6], file[7], file[8], file[9]) = (0x58, 0x02, 0x58, 0x02);
        PixelBuffer large = PictureFile.Read(_folder.Write("large.gif", file));
        PixelBuffer small = PictureFile.Read(_folder.Write("small.gif", s_forms["part.gif"].File));
        Assert.Equal(new ImageShape(600, 600), large.Shape);
        Assert.Equal(file[13..16], large.Pixels[^3..].ToArray());
        for (int row = 0; row < 5; row++)
            Assert.Equal(small.Pixels.Slice(row * 21, 21).ToArray(), large.Pixels.Slice(row * 1800, 21).ToArray());
    }

    [Fact]
    public void A_GIF_without_a_palette_is_damaged()
    {
        byte[] file = s_forms["part_own.gif"].File;
        // The descriptor's flags, then its palette of eight colours.
        byte[] bare = [.. file[..22], 0, .. file[47..]];
        string path = _folder.Write("bare.gif", bare);
        Assert.Contains("no palette", Assert.Throws<DbdException>(() => PictureFile.Read(path)).Message);
    }

    // The small picture in EXIF data is a whole JPEG, with an end of its own.
    [Fact]
    public void The_end_of_a_small_picture_within_is_not_the_end()
    {
        byte[] file = s_forms["progressive.jpg"].File;
        byte[] within = [.. file[..2], 0xFF, 0xE1, 0, 12, .. "Exif\0\0"u8, 0xFF, 0xD8, 0xFF, 0xD9, .. file[2..]];
        Assert.True(JpegMarkers.HasEnd(within));
        Assert.False(JpegMarkers.HasEnd(within.AsSpan(0, within.Length - 2)));
        Assert.True(JpegMarkers.HasEnd([.. file[..2], 0xFF, 0xFF, .. file[2..]]));
    }

    private sealed record Form(string Name, byte[] File, string? Upright);
}
