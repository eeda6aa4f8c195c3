namespace Dbd.Torch.Tables;

/// <summary>A cell of the table before its mean over seeds.</summary>
/// <param name="Setting">The setting's name; empty where there is one only.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Runs">Its runs, in order; the last one's tests are its result.</param>
public sealed record TableCell(string Setting, string Attack, string Method, int Seed, IReadOnlyList<PlannedRun> Runs)
{
    /// <summary>Whether its model is trained on the data before the attack.</summary>
    public bool IsOfCleanData => Runs is [.., { IsOfCleanData: true }];

    /// <summary>The cell in words.</summary>
    public override string ToString() => string.Join(", ", new[] { Setting, Method, Attack, $"seed {Seed}" }.Where(p => p.Length > 0));
}
