namespace Dbd.Randomness;

/// <summary>What a random draw is for: draws for different purposes are independent under one seed.</summary>
/// <remarks>The numbers are part of every result: never change or reuse one.</remarks>
public enum Purpose
{
    /// <summary>The order of the samples in an epoch.</summary>
    Shuffle = 1,

    /// <summary>Augmentation of training images.</summary>
    Augmentation = 2,

    /// <summary>Initial weights of a network.</summary>
    Weights = 3,

    /// <summary>Order of MixMatch's labeled samples.</summary>
    LabeledShuffle = 4,

    /// <summary>Order of MixMatch's unlabeled samples.</summary>
    UnlabeledShuffle = 5,

    /// <summary>Augmentation of MixMatch's labeled samples.</summary>
    LabeledAugmentation = 6,

    /// <summary>Augmentation of MixMatch's unlabeled samples.</summary>
    UnlabeledAugmentation = 7,

    /// <summary>MixMatch's mixing coefficient and permutation.</summary>
    MixUp = 8,

    /// <summary>Augmentation in the pass that ranks samples by their loss.</summary>
    Ranking = 9,

    /// <summary>Drawing of synthetic data sets.</summary>
    Synthesis = 10,

    /// <summary>Which samples are held out where data have no test set.</summary>
    HeldOut = 11,

    /// <summary>Maps of features: which samples are on them, and where descent begins.</summary>
    Embedding = 12,

    /// <summary>An attack's triggers.</summary>
    Trigger = 13,

    /// <summary>Which samples are an attack's covers.</summary>
    Cover = 14,

    /// <summary>Which features a training step drops.</summary>
    Dropout = 15,

    /// <summary>Which samples that are known to be clean a defense begins from.</summary>
    CleanSeeds = 16,
}
