using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Data.Formats.Brought;

/// <summary>The labels in BackdoorBench's <c>attack_result.pt</c>, read as data: under <c>bd_train</c> and <c>bd_test</c>, what was given
/// to each poisoned sample.</summary>
internal sealed class BackdoorBenchResult
{
    private readonly string _path;
    private readonly Dictionary<string, Dictionary<long, int>> _labels;

    private BackdoorBenchResult(string path, Dictionary<string, Dictionary<long, int>> labels) => (_path, _labels) = (path, labels);

    /// <summary>Reads them.</summary>
    /// <exception cref="DbdException">The file is damaged or hostile, or of another form.</exception>
    public static BackdoorBenchResult Read(string path) => DamagedDataException.Naming(path, "a result of BackdoorBench", () =>
    {
        PyDict result = TorchFile.ReadAny(path) as PyDict
            ?? throw new DamagedDataException("it holds no dictionary.");
        return new BackdoorBenchResult(path, new()
        {
            [BackdoorBenchFormat.TrainFolder] = Labels(result, "bd_train"),
            [BackdoorBenchFormat.TestFolder] = Labels(result, "bd_test"),
        });
    });

    /// <summary>The label that a sample was given.</summary>
    /// <exception cref="DbdException">The file does not have it.</exception>
    public int Of(string set, int index, int label, int classes) => _labels[set].TryGetValue(index, out int given)
        ? given
        : throw new DbdException($"{_path} does not tell the label of sample {index} of {set}.");

    private static Dictionary<long, int> Labels(PyDict result, string set)
    {
        if (result.GetOrDefault<PyDict>(set) is not { } state)
            return [];
        PyDict samples = state.Get<PyDict>("bd_data_container").Get<PyDict>("data_dict");
        return samples.ToDictionary(
            s => s.Key as long? ?? throw new DamagedDataException($"a sample of its {set} is named '{s.Key}', not by a number."),
            s => s.Value is PyDict sample && sample.Get<PyList>("other_info") is [>= 0L and <= int.MaxValue and long given, ..]
                ? (int)given
                : throw new DamagedDataException($"sample {s.Key} of its {set} has no label."));
    }
}
