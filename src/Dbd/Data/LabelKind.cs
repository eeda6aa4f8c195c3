namespace Dbd.Data;

/// <summary>Which labels of a data set that has two for each picture.</summary>
public enum LabelKind
{
    /// <summary>The finer ones: CIFAR-100's 100 classes.</summary>
    Fine,

    /// <summary>Groups of them: CIFAR-100's 20 superclasses.</summary>
    Coarse,
}
