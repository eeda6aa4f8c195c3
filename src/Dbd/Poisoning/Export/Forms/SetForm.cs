namespace Dbd.Poisoning.Export.Forms;

/// <summary>A form that a training or a test set is written in.</summary>
internal abstract class SetForm
{
    /// <summary>Writes some samples of a set into a folder, which may have the other set already.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="training">Whether they are of a training set.</param>
    /// <param name="data">The set.</param>
    /// <param name="samples">Which samples, at least one.</param>
    /// <param name="progress">Is told how far writing is; may be null.</param>
    /// <param name="cancellation">Stops between two pictures, or two files.</param>
    /// <exception cref="DbdException">The form cannot hold them, or a file cannot be written.</exception>
    public abstract void Write(
        string folder, bool training, StampedSource data, int[] samples, IProgress<WorkProgress>? progress, CancellationToken cancellation);

    /// <summary>What a sample is called by who reads the set again.</summary>
    /// <param name="training">Whether it is of a training set.</param>
    /// <param name="data">The set.</param>
    /// <param name="samples">The samples that are written.</param>
    /// <param name="position">Which of them.</param>
    public virtual string NameOf(bool training, StampedSource data, int[] samples, int position) => $"{position}";

    /// <summary>What a set is called.</summary>
    protected static string Word(bool training) => training ? "train" : "test";
}
