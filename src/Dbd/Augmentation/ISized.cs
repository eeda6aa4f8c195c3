namespace Dbd.Augmentation;

/// <summary>Options of a step that makes pictures a size.</summary>
internal interface ISized
{
    /// <summary>The same for squares of another size.</summary>
    /// <param name="side">In pixels.</param>
    object WithSize(int side);
}
