using Dbd.Data;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class NamedSamplesTests : IDisposable
{
    private static readonly HeldImages s_data = new(
        new ImageShape(1, 1), new byte[9], [0, 0, 1], ["cat", "dog"], i => ((string[])["cat/a b.png", "cat/2.png", "dog/é.png"])[i]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_names_one_a_line()
    {
        string list = _folder.File("list.txt");
        File.WriteAllText(list, "dog/é.png\r\n\n  cat/a b.png \ndog/é.png\n");
        Assert.Equal([0, 2], NamedSamples.Find(s_data, list));
    }

    [Fact]
    public void A_folder_names_those_whose_files_it_has()
    {
        _folder.Write("trusted/cat/2.png", []);
        _folder.Write("trusted/dog/é.png", []);
        Assert.Equal([1, 2], NamedSamples.Find(s_data, _folder.File("trusted")));
    }

    [Theory]
    [InlineData("cat/3.png", "names cat/3.png, which is no training sample. The first one of these data is called cat/a b.png.")]
    [InlineData(" \n", "names no sample.")]
    public void What_is_not_there_is_refused(string text, string message)
    {
        string list = _folder.File("list.txt");
        File.WriteAllText(list, text);
        DbdException e = Assert.Throws<DbdException>(() => NamedSamples.Find(s_data, list));
        Assert.Contains($"{list} {message}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_named()
    {
        string list = _folder.File("none.txt");
        Assert.Contains(list, Assert.Throws<DbdException>(() => NamedSamples.Find(s_data, list)).Message, StringComparison.Ordinal);
    }
}
