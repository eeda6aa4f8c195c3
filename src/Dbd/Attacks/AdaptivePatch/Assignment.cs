namespace Dbd.Attacks.AdaptivePatch;

/// <summary>Which of some patches a training picture gets.</summary>
internal static class Assignment
{
    /// <summary>The first patch whose share, all shares being equal and one after the other, reaches beyond a place.</summary>
    /// <param name="place">Of the picture among those alike, from 0.</param>
    /// <param name="of">How many are alike.</param>
    /// <param name="patches">How many patches there are.</param>
    public static int Contiguous(int place, int of, int patches)
    {
        double share = (double)of / patches;
        int patch = 0;
        while (patch < patches - 1 && !(place < (patch + 1) * share))
            patch++;
        return patch;
    }

    /// <summary>Every k-th gets the same.</summary>
    /// <param name="place">Of the picture among those alike, in a random order, from 0.</param>
    /// <param name="patches">How many patches there are.</param>
    public static int InTurn(int place, int patches) => place % patches;
}
