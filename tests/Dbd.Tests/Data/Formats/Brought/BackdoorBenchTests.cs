using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats.Brought;
using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Serialization.Pickling;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Brought;

public sealed class BackdoorBenchTests
{
    private static readonly IImageSource s_train = Drawn.Train();
    private static readonly IImageSource s_test = Drawn.Test();

    [Fact]
    public void Poisoned_pictures_take_the_place_of_clean_ones_and_the_truth_is_known()
    {
        using TempFolder folder = Filled();
        Assert.IsType<BackdoorBenchFormat>(DataCatalog.FormatIn(folder.File("record/x")));
        DatasetSplit data = Read(folder, new ReadingOptions { Target = 2 });
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i is 3 or 17 ? 2 : s_train.Label(i)), Drawn.Labels(data.Train));
        for (int i = 0; i < 40; i++)
            Assert.Equal(i is 3 or 17 ? Picture(i) : s_train.Read(i), data.Train.Read(i));
        Assert.Equal("17", data.Train.Name(17));
        Drawn.AssertSame(s_test, data.Test);
        PoisonTruth truth = data.Truth!;
        Assert.Equal([3, 17], truth.Poisoned);
        Assert.Empty(truth.Covers);
        Assert.Equal(Drawn.Labels(s_train), truth.TrueLabels);
        Assert.Equal([2, 2], Drawn.Labels(truth.PoisonedTest!));
        Assert.Equal([s_test.Label(1), s_test.Label(12)], truth.PoisonedTestLabels);
        Assert.Equal(Picture(12), truth.PoisonedTest!.Read(1));
        Assert.Empty(data.Warnings);
    }

    [Fact]
    public void All_to_all_gives_the_next_label()
    {
        using TempFolder folder = Filled();
        DatasetSplit data = Read(folder, new ReadingOptions { AllToAll = true });
        Assert.Equal((s_train.Label(3) + 1) % 10, data.Train.Label(3));
        Assert.Equal((s_test.Label(12) + 1) % 10, data.Truth!.PoisonedTest!.Label(1));
    }

    [Theory]
    [InlineData("all2one", 4)]
    [InlineData("all2all", null)]
    public void The_arguments_of_the_attack_say_the_label(string rule, int? target)
    {
        using TempFolder folder = Filled();
        folder.Torch("record/x/info.pickle", new PyDict
        {
            ["attack"] = "badnet",
            ["attack_label_trans"] = rule,
            ["attack_target"] = target ?? 0,
            ["img_size"] = new PyTuple(32, 32, 3),
        });
        Assert.Equal(target ?? (s_train.Label(3) + 1) % 10, Read(folder, new ReadingOptions()).Train.Label(3));
        DatasetSplit asked = Read(folder, new ReadingOptions { Target = 5 });
        Assert.Equal(5, asked.Train.Label(3));
        Assert.Contains(asked.Warnings, w => w.Contains("the configuration says the label 5, which is taken", StringComparison.Ordinal));
    }

    [Fact]
    public void The_result_of_the_attack_says_the_label_of_each_sample()
    {
        using TempFolder folder = Filled();
        folder.Torch("record/x/attack_result.pt", new PyDict
        {
            ["bd_train"] = Container((3, 6), (17, 7)),
            ["bd_test"] = Container((1, 8), (12, 9)),
        });
        DatasetSplit data = Read(folder, new ReadingOptions());
        Assert.Equal((6, 7), (data.Train.Label(3), data.Train.Label(17)));
        Assert.Equal([8, 9], Drawn.Labels(data.Truth!.PoisonedTest!));
        folder.Torch("record/x/attack_result.pt", new PyDict { ["bd_train"] = Container((3, 6)), ["bd_test"] = Container() });
        Assert.Contains("does not tell the label of sample 17", Problem(folder, new ReadingOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_word_on_labels_one_is_asked_for()
    {
        using TempFolder folder = Filled();
        ConfigException e = Assert.Throws<ConfigException>(() => Read(folder, new ReadingOptions()));
        Assert.Equal("dataset_target", e.Location.Key);
        Assert.Contains("--target", e.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigException>(() => Read(folder, new ReadingOptions { Target = 1, AllToAll = true }));
        Assert.Contains("10 is not a label of 10 classes", Problem(folder, new ReadingOptions { Target = 10 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_data_are_found_beside_or_where_they_are_named()
    {
        using TempFolder folder = Filled();
        Directory.Move(folder.File("data"), folder.File("elsewhere"));
        ConfigException e = Assert.Throws<ConfigException>(() => Read(folder, new ReadingOptions { Target = 1 }));
        Assert.Equal("dataset_clean", e.Location.Key);
        Assert.Equal(40, Read(folder, new ReadingOptions { Target = 1, Clean = folder.File("elsewhere/cifar10") }).Train.Count);
        Assert.Contains(
            "There are no clean data at",
            Problem(folder, new ReadingOptions { Target = 1, Clean = folder.File("record/x") }),
            StringComparison.Ordinal);
        Directory.Move(folder.File("elsewhere/cifar10"), folder.File("record/x/clean"));
        Assert.Equal(40, Read(folder, new ReadingOptions { Target = 1 }).Train.Count);
    }

    [Theory]
    [InlineData("40.png", "its name is '40'; by the clean data, expected 0 to 39")]
    [InlineData("x.png", "its name is 'x'")]
    [InlineData("-1.png", "its name is '-1'")]
    public void A_picture_that_is_of_no_sample_is_told(string name, string problem)
    {
        using TempFolder folder = Filled();
        folder.Png($"record/x/bd_train_dataset/0/{name}", 1);
        Assert.Contains(problem, Problem(folder, new ReadingOptions { Target = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_under_another_label_than_the_clean_one_is_told()
    {
        using TempFolder folder = Filled();
        int wrong = (s_train.Label(5) + 1) % 10;
        folder.Png($"record/x/bd_train_dataset/{wrong}/5.png", 1);
        Assert.Contains(
            $"says that sample 5 has the label {wrong}, but in the clean data it has {s_train.Label(5)}",
            Problem(folder, new ReadingOptions { Target = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_there_twice_or_broken_is_told_and_other_files_and_missing_tests_are_said()
    {
        using TempFolder folder = Filled();
        Directory.Delete(folder.File("record/x/bd_test_dataset"), recursive: true);
        folder.Write($"record/x/bd_train_dataset/{s_train.Label(3)}/notes.txt", [1]);
        DatasetSplit data = Read(folder, new ReadingOptions { Target = 1 });
        Assert.Null(data.Truth!.PoisonedTest);
        Assert.Equal(2, data.Warnings.Count);
        folder.Png($"record/x/bd_train_dataset/{s_train.Label(3)}/03.png", 1);
        Assert.Contains("Sample 3 is there twice", Problem(folder, new ReadingOptions { Target = 1 }), StringComparison.Ordinal);
        folder.Write($"record/x/bd_train_dataset/{s_train.Label(3)}/03.png", [1]);
        Assert.Contains("no picture that can be read", Problem(folder, new ReadingOptions { Target = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_lie_deeper_are_read_and_those_in_no_folder_of_a_label_are_told_of()
    {
        using TempFolder folder = Filled();
        Save(folder, $"record/x/bd_train_dataset/{s_train.Label(5)}/more/5.png", 5);
        Save(folder, "record/x/bd_train_dataset/6.png", 6);
        DatasetSplit data = Read(folder, new ReadingOptions { Target = 2 });
        Assert.Equal([3, 5, 17], data.Truth!.Poisoned);
        Assert.Equal(Picture(5), data.Train.Read(5));
        string place = folder.File("record/x/bd_train_dataset");
        Assert.Collection(
            data.Warnings,
            w => Assert.StartsWith(
                $"1 pictures of {place} lie deeper than in the folder of their class, the first {place}/{s_train.Label(5)}/more/5.png", w),
            w => Assert.StartsWith($"1 pictures lie in {place} itself, the first {place}/6.png: they are of no class", w));
    }

    private static DatasetSplit Read(TempFolder folder, ReadingOptions options) =>
        DataCatalog.Read(folder.File("record/x"), options, CancellationToken.None);

    private static string Problem(TempFolder folder, ReadingOptions options) =>
        Assert.ThrowsAny<DbdException>(() => Read(folder, options)).Message;

    private static PyDict Container(params (int Index, int Label)[] samples)
    {
        PyDict all = [];
        foreach ((int index, int label) in samples)
            all[index] = new PyDict { ["path"] = "x", ["other_info"] = new PyList(label, 0) };
        return new PyDict { ["bd_data_container"] = new PyDict { ["data_dict"] = all } };
    }

    private static byte[] Picture(int index) => [.. Enumerable.Repeat((byte)(index * 10), s_train.Shape.Bytes)];

    private static TempFolder Filled()
    {
        TempFolder folder = new();
        CifarBinaryWriter.Write(folder.File("data/cifar10"), s_train, s_test);
        foreach (int i in (int[])[3, 17])
            Save(folder, $"record/x/bd_train_dataset/{s_train.Label(i)}/{i}.png", i);
        foreach (int i in (int[])[1, 12])
            Save(folder, $"record/x/bd_test_dataset/{s_test.Label(i)}/{i}.png", i);
        return folder;
    }

    private static void Save(TempFolder folder, string name, int index) =>
        PictureFile.WritePng(folder.Write(name, []), Picture(index), s_train.Shape);
}
