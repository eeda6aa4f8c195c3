namespace Dbd.Torch.Defenses.Catalog;

/// <summary>What a defense does beside its steps, as <c>run.json</c> and the progress name it.</summary>
internal static class DefensePart
{
    public const string Reading = "reading";
    public const string Calibration = "calibration";
    public const string Evidence = "evidence";
    public const string Report = "report";
}
