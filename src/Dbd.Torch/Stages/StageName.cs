namespace Dbd.Torch.Stages;

/// <summary>The stages' names: the reference's, which folders, logs, records and tables bear.</summary>
public static class StageName
{
    /// <summary>Ordinary training: No Defense, and DBD's witness.</summary>
    public const string Supervise = "supervise";

    /// <summary>DBD's stage 1.</summary>
    public const string SimClr = "simclr";

    /// <summary>DBD's stages 2 and 3.</summary>
    public const string MixMatchFinetune = "mixmatch_finetune";
}
