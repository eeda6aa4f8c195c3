namespace Dbd.Torch.Defense;

/// <summary>The names of a defense's parts, as <c>run.json</c> and the progress have them.</summary>
internal static class DefensePart
{
    public const string Calibration = "calibration";
    public const string Witness = "witness";
    public const string SimClr = "simclr";
    public const string Finetune = "mixmatch_finetune";
    public const string Evidence = "evidence";
    public const string Report = "report";
}
