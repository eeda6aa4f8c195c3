namespace Dbd.Data.Formats.Cifar;

/// <summary>What distinguishes the data sets of Krizhevsky 2009, which share their layouts.</summary>
internal sealed record CifarRelease
{
    public static readonly CifarRelease Cifar10 = new()
    {
        Name = "CIFAR-10",
        PythonFolder = "cifar-10-batches-py",
        BinaryFolder = "cifar-10-batches-bin",
        TrainStems = [.. Enumerable.Range(1, 5).Select(n => $"data_batch_{n}")],
        TestStem = "test_batch",
        PythonMeta = "batches.meta",
        BinaryNames = "batches.meta.txt",
        LabelsKey = "labels",
        NamesKey = "label_names",
        LabelBytes = 1,
        LabelByte = 0,
        StandardNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        Expected = "data_batch_1 to data_batch_5 and test_batch",
        Advice = "Fetch it with: dbd data cifar10 --out DIR",
    };

    public static readonly CifarRelease Cifar100 = new()
    {
        Name = "CIFAR-100",
        PythonFolder = "cifar-100-python",
        BinaryFolder = "cifar-100-binary",
        TrainStems = ["train"],
        TestStem = "test",
        PythonMeta = "meta",
        BinaryNames = "fine_label_names.txt",
        LabelsKey = "fine_labels",
        NamesKey = "fine_label_names",
        LabelBytes = 2,
        LabelByte = 1,
        StandardNames = [.. Enumerable.Range(0, 100).Select(n => $"{n}")],
        Expected = "train, test and meta",
        Advice = "It is at https://www.cs.toronto.edu/~kriz/cifar.html",
    };

    public static readonly CifarRelease Cifar100Coarse = Cifar100 with
    {
        BinaryNames = "coarse_label_names.txt",
        LabelsKey = "coarse_labels",
        NamesKey = "coarse_label_names",
        LabelByte = 0,
        StandardNames = [.. Enumerable.Range(0, 20).Select(n => $"{n}")],
    };

    public required string Name { get; init; }

    /// <summary>The folder in the published archive of the python layout.</summary>
    public required string PythonFolder { get; init; }

    /// <summary>The folder in the published archive of the binary layout.</summary>
    public required string BinaryFolder { get; init; }

    /// <summary>The training files, in order, without extension.</summary>
    public required IReadOnlyList<string> TrainStems { get; init; }

    public required string TestStem { get; init; }

    /// <summary>The pickle with the classes' names.</summary>
    public required string PythonMeta { get; init; }

    /// <summary>The text with the classes' names, one a line.</summary>
    public required string BinaryNames { get; init; }

    /// <summary>The entry of a pickle with the labels.</summary>
    public required string LabelsKey { get; init; }

    /// <summary>The entry of the meta pickle with the names.</summary>
    public required string NamesKey { get; init; }

    /// <summary>Bytes before a binary record's pixels.</summary>
    public required int LabelBytes { get; init; }

    /// <summary>Which of them is the label.</summary>
    public required int LabelByte { get; init; }

    /// <summary>The names of the classes where the folder does not tell them.</summary>
    public required IReadOnlyList<string> StandardNames { get; init; }

    /// <summary>The files of the python layout, in words.</summary>
    public required string Expected { get; init; }

    /// <summary>Where it comes from, as a sentence.</summary>
    public required string Advice { get; init; }
}
