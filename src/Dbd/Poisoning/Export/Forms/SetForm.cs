using Dbd.Data;

namespace Dbd.Poisoning.Export.Forms;

/// <summary>Samples to be written.</summary>
/// <param name="Folder">Where to; it is there, and may have the other set already.</param>
/// <param name="Training">Whether they are of a training set.</param>
/// <param name="Data">The set that they are of.</param>
/// <param name="Samples">Which samples, at least one.</param>
/// <param name="Progress">Is told how far writing is; may be null.</param>
/// <param name="Cancellation">Stops between two pictures, or two files.</param>
internal sealed record SetToWrite(
    string Folder, bool Training, StampedSource Data, int[] Samples, IProgress<WorkProgress>? Progress, CancellationToken Cancellation)
{
    /// <summary>What the set is called.</summary>
    public string Word => SetForm.Word(Training);

    /// <summary>The samples alone.</summary>
    public Subset Chosen => new(Data, Samples);
}

/// <summary>A form that a training or a test set is written in.</summary>
internal abstract class SetForm
{
    /// <summary>What a set is called.</summary>
    public static string Word(bool training) => training ? "train" : "test";

    /// <summary>Writes some samples of a set.</summary>
    /// <exception cref="DbdException">The form cannot hold them, or a file cannot be written.</exception>
    public abstract void Write(SetToWrite set);

    /// <summary>What a sample is called by who reads the set again.</summary>
    /// <param name="training">Whether it is of a training set.</param>
    /// <param name="data">The set.</param>
    /// <param name="samples">The samples that are written.</param>
    /// <param name="position">Which of them.</param>
    public virtual string NameOf(bool training, StampedSource data, int[] samples, int position) => $"{position}";
}
