using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats.Brought;
using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Brought;

public sealed class ToolboxTests
{
    private const string Place = "poisoned_train_set/cifar10/badnet_0.100_poison_seed=0";
    private static readonly IImageSource s_train = Drawn.Train();
    private static readonly IImageSource s_test = Drawn.Test();
    private static readonly int[] s_given = [.. Enumerable.Range(0, 40).Select(i => i == 5 ? 0 : s_train.Label(i))];

    [Theory]
    [InlineData("imgs")]
    [InlineData("imgs.pt")]
    [InlineData("data/")]
    [InlineData("imgs/")]
    public void Pictures_as_a_tensor_or_as_files_labels_and_truth_are_read(string form)
    {
        using TempFolder folder = Filled(form);
        CifarBinaryWriter.Write(folder.File("data/cifar10"), s_train, s_test);
        Assert.IsType<ToolboxFormat>(DataCatalog.FormatIn(folder.File(Place)));
        DatasetSplit data = Read(folder, new ReadingOptions());
        Assert.Equal(s_given, Drawn.Labels(data.Train));
        for (int i = 0; i < 40; i++)
            Assert.Equal(s_train.Read(i), data.Train.Read(i));
        Drawn.AssertSame(s_test, data.Test);
        Assert.Equal(s_train.ClassNames, data.Train.ClassNames);
        Assert.Equal([5], data.Truth!.Poisoned);
        Assert.Equal([6, 30], data.Truth.Covers);
        Assert.Equal(Drawn.Labels(s_train), data.Truth.TrueLabels);
        Assert.Null(data.Truth.PoisonedTest);
        Assert.Equal([$"{folder.File(Place)} has no test pictures with the trigger: no ASR is measured."], data.Warnings);
    }

    [Fact]
    public void The_test_set_may_be_the_toolboxes_own_part_of_it()
    {
        using TempFolder folder = Filled("imgs");
        folder.Torch("clean_set/cifar10/test_split/labels", TensorData.From<long>([9, 1], 2));
        folder.Png("clean_set/cifar10/test_split/data/0.png", 3, 32, 32);
        folder.Png("clean_set/cifar10/test_split/data/1.png", 4, 32, 32);
        DatasetSplit data = Read(folder, new ReadingOptions());
        Assert.Equal([9, 1], Drawn.Labels(data.Test));
        Assert.Equal(4, data.Test.Read(1)[0]);
        Assert.Equal(s_given, data.Truth!.TrueLabels);
        Directory.Move(folder.File("clean_set"), folder.File("other"));
        Assert.Equal("dataset_clean", Assert.Throws<ConfigException>(() => Read(folder, new ReadingOptions())).Location.Key);
        Assert.Equal(2, Read(folder, new ReadingOptions { Clean = folder.File("other/cifar10/test_split") }).Test.Count);
    }

    [Fact]
    public void A_slash_at_the_end_changes_nothing()
    {
        using TempFolder folder = Filled("imgs");
        CifarBinaryWriter.Write(folder.File("data/cifar10"), s_train, s_test);
        Drawn.AssertSame(s_test, DataCatalog.Read($"{folder.File(Place)}/", new ReadingOptions(), CancellationToken.None).Test);
    }

    [Fact]
    public void Floats_are_rounded_half_up_and_clamped()
    {
        using TempFolder folder = new();
        folder.Torch("labels", TensorData.From<long>([0, 0], 2));
        folder.Torch("imgs", TensorData.From<float>([0, 0.5f, 1, 1.5f, -1, 100.4f / 255], 2, 3, 1, 1));
        IImageSource read = ToolboxSplit.Read(folder.Path).Load(["a"], new ReadingOptions { Size = 1 }, CancellationToken.None);
        Assert.Equal([0, 128, 255], read.Read(0));
        Assert.Equal([255, 0, 100], read.Read(1));
    }

    [Fact]
    public void Clean_data_in_another_order_leave_the_true_labels_open()
    {
        using TempFolder folder = Filled("imgs");
        CifarBinaryWriter.Write(folder.File("data/cifar10"), new Subset(s_train, [.. Enumerable.Range(0, 40).Reverse()]), s_test);
        DatasetSplit data = Read(folder, new ReadingOptions());
        Assert.Equal(s_given, data.Truth!.TrueLabels);
        Assert.Contains("true labels of poisoned samples are not known", data.Warnings[^1], StringComparison.Ordinal);
    }

    public static IEnumerable<TheoryDataRow<string, object?, string>> Broken() =>
    [
        new("poison_indices", new PyList(40), "names sample 40; expected 0 to 39"),
        new("poison_indices", new PyList(-1), "names sample -1"),
        new("poison_indices", new PyList(5, 5), "names sample 5, which is named before"),
        new("poison_indices", new PyList("x"), "holds a list; expected whole numbers"),
        new("cover_indices", new PyList(5), "cover_indices names sample 5, which is named before"),
        new("labels", TensorData.From<float>([1], 1), "holds a tensor, Float32 [1]; expected whole numbers"),
        new("labels", TensorData.From<long>([1], 1), "names sample 5; expected 0 to 0"),
        new("labels", TensorData.From<long>([.. Enumerable.Repeat(-1L, 40)], 40), "has the label -1 for sample 0"),
        new("labels", TensorData.From<long>([.. Enumerable.Repeat(10L, 40)], 40), "has the label 10, but the clean data have 10 classes"),
        new("imgs", TensorData.From<byte>(new byte[12], 1, 3, 2, 2), "has 1 pictures for 40 labels"),
        new("imgs", TensorData.From<byte>(new byte[12], 12), "does not hold pictures"),
        new("imgs", TensorData.From<float>([.. Enumerable.Repeat(float.NaN, 120)], 40, 3, 1, 1), "has NaN in it"),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_not_what_it_should_be_is_told(string name, object? root, string problem)
    {
        using TempFolder folder = Filled("imgs");
        CifarBinaryWriter.Write(folder.File("data/cifar10"), s_train, s_test);
        folder.Torch($"{Place}/{name}", root);
        Assert.Contains(
            problem, Assert.ThrowsAny<DbdException>(() => Read(folder, new ReadingOptions())).Message, StringComparison.Ordinal);
    }

    private static DatasetSplit Read(TempFolder folder, ReadingOptions options) =>
        DataCatalog.Read(folder.File(Place), options, CancellationToken.None);

    private static TempFolder Filled(string form)
    {
        TempFolder folder = new();
        folder.Torch($"{Place}/labels", TensorData.From<long>([.. s_given.Select(l => (long)l)], 40));
        folder.Torch($"{Place}/poison_indices", new PyList(5));
        folder.Torch($"{Place}/cover_indices", TensorData.From<long>([6, 30], 2));
        if (!form.EndsWith('/'))
        {
            folder.Torch($"{Place}/{form}", TensorData.From<float>(Planes(), 40, 3, 32, 32));
            return folder;
        }
        for (int i = 0; i < 40; i++)
            PictureFile.WritePng(folder.Write($"{Place}/{form}{i}.png", []), s_train.Read(i), s_train.Shape);
        return folder;
    }

    // [40, 3, 32, 32], as ToTensor makes it.
    private static float[] Planes() =>
    [
        .. from i in Enumerable.Range(0, 40)
        let pixels = s_train.Read(i)
        from channel in Enumerable.Range(0, 3)
        from p in Enumerable.Range(0, 1024)
        select pixels[p * 3 + channel] / 255f,
    ];
}
