using Dbd.Configuration;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Data.Formats.Brought;

/// <summary>Which labels BackdoorBench gave to poisoned samples: what a person says, else its <c>info.pickle</c>, else its
/// <c>attack_result.pt</c>. Both are read as data; nothing in them is run.</summary>
internal sealed class PoisonLabels
{
    private const string InfoFile = "info.pickle";
    private const string ResultFile = "attack_result.pt";

    private readonly Func<string, int, int, int, int> _label;
    private readonly string _name;

    private PoisonLabels(string name, Func<string, int, int, int, int> label) => (_name, _label) = (name, label);

    /// <summary>Finds the rule.</summary>
    /// <param name="folder">The folder that BackdoorBench wrote.</param>
    /// <param name="options">What a person says.</param>
    /// <param name="warnings">Is told where a file says otherwise.</param>
    /// <exception cref="ConfigException">Nobody says it.</exception>
    /// <exception cref="DbdException">A file is damaged or hostile.</exception>
    public static PoisonLabels Of(string folder, ReadingOptions options, List<string> warnings)
    {
        if (options is { AllToAll: true, Target: not null })
            throw new ConfigException(ReadingOptions.AllToAllKey, $"{ReadingOptions.TargetKey} is given too.", "Keep one of them.");
        (string info, string result) = (Path.Combine(folder, InfoFile), Path.Combine(folder, ResultFile));
        PoisonLabels? told = File.Exists(info) ? OfInfo(TorchFile.ReadAny(info)) : null;
        PoisonLabels? asked = options.AllToAll ? Next() : options.Target is { } target ? To(target) : null;
        if (asked is not null && told is not null && asked._name != told._name)
            warnings.Add($"{info} says that poisoned samples have {told._name}; the configuration says {asked._name}, which is taken.");
        return asked ?? told
            ?? (File.Exists(result) ? new PoisonLabels("labels of their own", BackdoorBenchResult.Read(result).Of) : null)
            ?? throw new ConfigException(
                ReadingOptions.TargetKey,
                $"{folder} does not say which label its poisoned samples have, in {InfoFile} or {ResultFile}.",
                $"Name it (dbd defend: --target), or write '{ReadingOptions.AllToAllKey}: True' (--all-to-all).");
    }

    /// <summary>The label that a poisoned sample has.</summary>
    /// <param name="set">The folder that it is in.</param>
    /// <param name="index">Its place in the clean set.</param>
    /// <param name="label">Its true label.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ConfigException">It is no label of the clean data.</exception>
    public int After(string set, int index, int label, int classes) => _label(set, index, label, classes) is var after && after < classes
        ? after
        : throw new ConfigException(ReadingOptions.TargetKey, $"{after} is not a label of {classes} classes.");

    private static PoisonLabels To(int target) => new($"the label {target}", (_, _, _, _) => target);

    private static PoisonLabels Next() => new("the next class's label", (_, _, label, classes) => (label + 1) % classes);

    // The command's arguments; clean-label attacks say all2one too.
    private static PoisonLabels? OfInfo(object? info) => info is not PyDict arguments ? null : (
        arguments.Contains("attack_label_trans") ? arguments["attack_label_trans"] : null,
        arguments.Contains("attack_target") ? arguments["attack_target"] : null) switch
    {
        ("all2all", _) => Next(),
        ("all2one", >= 0L and <= int.MaxValue and long target) => To((int)target),
        _ => null,
    };
}
