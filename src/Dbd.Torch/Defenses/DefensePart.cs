using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>The names of a defense's parts, as <c>run.json</c> and the progress have them.</summary>
internal static class DefensePart
{
    public const string Reading = "reading";
    public const string Calibration = "calibration";
    public const string Witness = "witness";
    public const string SimClr = StageName.SimClr;
    public const string Finetune = StageName.MixMatchFinetune;
    public const string Evidence = "evidence";
    public const string Report = "report";
}
