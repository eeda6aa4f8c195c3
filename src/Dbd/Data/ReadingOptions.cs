namespace Dbd.Data;

/// <summary>How a data set is read.</summary>
public sealed record ReadingOptions
{
    internal const string TestKey = "dataset_test";
    internal const string LabelsKey = "dataset_labels";
    internal const string CleanKey = "dataset_clean";
    internal const string TargetKey = "dataset_target";
    internal const string AllToAllKey = "dataset_all_to_all";

    /// <summary>The side of every picture, at least 1. Others are made to fit: see <see cref="Imaging.MiddleFit"/>.</summary>
    public int Size { get; init; } = 32;

    /// <summary>The share of each class that is held out for tests where the data have no test set, in (0, 1).</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>A test set of its own that is known to be clean (<c>dataset_test</c>), of the same classes by name, in any form; it takes
    /// the place of the data's, and nothing is held out. Null: the data's.</summary>
    public string? Test { get; init; }

    /// <summary>Which samples are held out is a function of it.</summary>
    public long Seed { get; init; }

    /// <summary>Which labels are read of data that have two kinds (<c>dataset_labels</c>); null reads the fine ones.</summary>
    public LabelKind? Labels { get; init; }

    /// <summary>The clean data set that poisoned data were made of (<c>dataset_clean</c>), where they do not bring it along;
    /// null looks for it beside them.</summary>
    public string? Clean { get; init; }

    /// <summary>The label that the poisoned samples of brought data have (<c>dataset_target</c>); null where the data say it.</summary>
    public int? Target { get; init; }

    /// <summary>Whether each poisoned sample of brought data has the label after its true one, the last class the first label
    /// (<c>dataset_all_to_all</c>).</summary>
    public bool AllToAll { get; init; }

    /// <summary>The most bytes that the pictures of training and test set together may take of memory, at least 0; usually a quarter of the
    /// machine's. What is larger is read when it is wanted.</summary>
    public long Memory { get; init; } = MemoryBudget.Usual;

    /// <summary>Where picture files that do not fit into <see cref="Memory"/> are kept decoded, in a file; null, or where the disk is full:
    /// they are decoded each time.</summary>
    public string? Cache { get; init; }

    /// <summary>Where training pictures are wanted in their own size too (<see cref="IImageSource.ReadOwn"/>): the pixels that the shorter
    /// side of a JPEG keeps at least. It is decoded at a half, a quarter or an eighth of its size as long as that many are left, which
    /// takes a fraction of the time. Null: all pictures are made to fit.</summary>
    public int? OwnSide { get; init; }

    /// <summary>The same for test pictures.</summary>
    public int? OwnTestSide { get; init; }

    /// <summary>Is told how far reading is, one thread at a time; null where nobody looks.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>Whether a test set is wanted of data that have none.</summary>
    internal bool HoldsOut { get; init; } = true;

    /// <summary>Whether pictures may stay in memory: not a part of a set that does not fit as a whole.</summary>
    internal bool MayHold { get; init; } = true;

    /// <summary>The keys of what only some forms of data heed, where something is asked for.</summary>
    internal IEnumerable<string> Asked => new (string Key, bool IsAsked)[]
    {
        (LabelsKey, Labels is not null), (CleanKey, Clean is not null), (TargetKey, Target is not null), (AllToAllKey, AllToAll),
    }.Where(k => k.IsAsked).Select(k => k.Key);
}
