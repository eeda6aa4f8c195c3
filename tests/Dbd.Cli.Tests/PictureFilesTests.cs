using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class PictureFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_taken_as_they_are_and_folders_searched_for_pictures()
    {
        foreach (string name in (string[])["b.png", "a/c.JPG", "a/d.txt", "odd.dat"])
            _folder.Write(name, []);
        Assert.Equal(
            [_folder.File("odd.dat"), _folder.File("a", "c.JPG"), _folder.File("b.png")],
            PictureFiles.Find([_folder.File("odd.dat"), _folder.Path]));
    }

    [Fact]
    public void What_is_not_there_and_a_folder_without_pictures_are_told()
    {
        string missing = Assert.Throws<DbdException>(() => PictureFiles.Find([_folder.File("x.png")])).Message;
        Assert.Equal($"There is no picture or folder {_folder.File("x.png")}.", missing);
        DbdException refused = Assert.Throws<DbdException>(() => PictureFiles.Find([_folder.Path]));
        Assert.Contains("has no picture", refused.Message, StringComparison.Ordinal);
    }
}
