using System.Text;
using System.Text.Json;

using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class DataCommandTests
{
    [Fact]
    public void Inspect_tells_form_classes_counts_sizes_and_what_would_be_skipped()
    {
        using TempFolder folder = Filled();
        Shell shell = Shell.Run("data", "inspect", folder.Path);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Approved.Text("DataInspect", shell.Output.Replace(folder.Path, "DATA", StringComparison.Ordinal).Replace('\\', '/'));
    }

    [Fact]
    public void Inspect_tells_programs_the_same_as_JSON()
    {
        using TempFolder folder = Filled();
        Shell shell = Shell.Run("data", "inspect", folder.Path, "--format", "json");
        using JsonDocument json = JsonDocument.Parse(shell.Output);
        JsonElement root = json.RootElement;
        Assert.Equal("folder", root.GetProperty("form").GetString());
        Assert.Equal([2, 1], root.GetProperty("train").GetProperty("perClass").EnumerateArray().Select(c => c.GetInt32()));
        Assert.Equal(1, root.GetProperty("test").GetProperty("count").GetInt32());
        Assert.Equal("16x8", root.GetProperty("sizes").GetProperty("largest").GetString());
        Assert.Equal(3, root.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public void Inspect_of_no_data_set_says_what_was_found()
    {
        using TempFolder folder = new();
        folder.Png("1.png", 1);
        Shell shell = Shell.Run("data", "inspect", folder.Path);
        Assert.Equal((1, ""), (shell.Code, shell.Output));
        Assert.StartsWith($"dbd: {folder.Path} holds no data set: 1 pictures lie directly in it.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_whose_pictures_are_of_one_size_are_counted_too()
    {
        using TempFolder folder = new();
        folder.Write("train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 7, .. new byte[70]]);
        folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 1, 0]);
        string text = Shell.Run("data", "inspect", folder.Path).Output;
        Assert.Contains("idx, 2 pictures of 2 classes", text, StringComparison.Ordinal);
        Assert.Contains("test      none: a part of each class would be held out", text, StringComparison.Ordinal);
        Assert.Contains("sizes     7x5 ", text, StringComparison.Ordinal);
    }

    private static TempFolder Filled()
    {
        TempFolder folder = new();
        folder.Png("train/cat/1.png", 1);
        folder.Png("train/cat/kittens/2.png", 1);
        folder.Png("train/dog/1.png", 1);
        folder.Write("train/dog/notes.txt", Encoding.UTF8.GetBytes("notes"));
        folder.Jpeg("val/dog/1.jpg", 1);
        folder.Png("extra/1.png", 1);
        return folder;
    }
}
