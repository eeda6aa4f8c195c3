namespace Dbd.Poisoning.Export;

/// <summary>The form in which a poisoned data set is written.</summary>
public enum ExportFormat
{
    /// <summary>PNG files, a folder a class.</summary>
    Folder,

    /// <summary>CIFAR-10's binary layout, 32x32 pictures of at most 256 classes.</summary>
    Cifar,

    /// <summary>MNIST's IDX files; pictures with colour become <c>idx4</c> files.</summary>
    Idx,

    /// <summary>As BackdoorBench writes: PNG files of the poisoned pictures only, by true label and index.</summary>
    BackdoorBench,

    /// <summary>Hugging Face's Parquet files with the pictures in them.</summary>
    Parquet,

    /// <summary>As <c>save_to_disk</c> of Hugging Face's <c>datasets</c> writes.</summary>
    SavedDataset,

    /// <summary>Tar files of pictures with labels beside them.</summary>
    WebDataset,

    /// <summary>One file of NumPy arrays with MedMNIST's names.</summary>
    Npz,

    /// <summary>A table of names and labels beside a folder of pictures, as on Kaggle.</summary>
    CsvFolder,
}

/// <summary>A part of a poisoned data set.</summary>
public enum ExportSplit
{
    /// <summary>The training set, poisoned.</summary>
    Train,

    /// <summary>The test set as it is: for BA.</summary>
    Test,

    /// <summary>The test images that the attack is tested on, with the trigger and the label that counts as its success: for ASR.</summary>
    PoisonedTest,
}
