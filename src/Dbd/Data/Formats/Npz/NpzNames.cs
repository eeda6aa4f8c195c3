namespace Dbd.Data.Formats.Npz;

/// <summary>What the arrays of a set are called.</summary>
/// <param name="Images">The pictures.</param>
/// <param name="Labels">A label each.</param>
internal sealed record NpzNames(string Images, string Labels)
{
    // Those of MedMNIST, of Keras, and what people write by hand.
    private static readonly NpzNames[] s_train =
    [
        new("train_images", "train_labels"), new("x_train", "y_train"), new("X_train", "y_train"), new("images", "labels"),
        new("x", "y"), new("X", "y"), new("data", "labels"), new("arr_0", "arr_1"),
    ];

    private static readonly NpzNames[] s_test = [new("test_images", "test_labels"), new("x_test", "y_test"), new("X_test", "y_test")];

    private static readonly NpzNames[] s_validation = [new("val_images", "val_labels"), new("x_val", "y_val"), new("X_val", "y_val")];

    /// <summary>The training set's; null if it is not there.</summary>
    public static NpzNames? Train(IReadOnlySet<string> there) => s_train.FirstOrDefault(n => n.AreIn(there));

    /// <summary>Those of the sets that tests may use, the better one first.</summary>
    public static NpzNames[] Tests(IReadOnlySet<string> there) => [.. s_test.Concat(s_validation).Where(n => n.AreIn(there))];

    private bool AreIn(IReadOnlySet<string> there) => there.Contains(Images) && there.Contains(Labels);
}
