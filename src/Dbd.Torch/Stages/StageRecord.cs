using System.Security.Cryptography;
using System.Text;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages;

/// <summary>What is known of a stage's run before its first epoch.</summary>
internal static class StageRecord
{
    /// <summary>A record without epochs.</summary>
    public static RunRecord Of(StageSetup run, string dataHash)
    {
        string yaml = ConfigPrinter.ToYaml(run.Options);
        return new RunRecord
        {
            Version = ProgramVersion.WithCommit(typeof(StageRecord)),
            TorchSharp = ProgramVersion.WithCommit(typeof(TorchSharp.torch)),
            Command = StageCommand.Of(run.File.Name, run.File.Request),
            Stage = run.File.Name,
            Attack = run.Options.Backdoor?.Attack.Name,
            Seed = run.Seed,
            Configuration = yaml,
            ConfigurationHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))),
            Machine = MachineInfo.Describe(run.File.Request.Gpu, run.Compute.Group),
            DataHash = dataHash,
            PoisonHash = run.Data.Index.Hash,
        };
    }
}
