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
