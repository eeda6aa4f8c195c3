using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;

namespace Dbd.Data.Formats.Cifar;

/// <summary>Pickled dictionaries with <c>data</c> (uint8 <c>[count, 3072]</c>) and <c>labels</c> (CIFAR-100: <c>fine_labels</c>),
/// by any protocol of pickle, with labels as a list or an array.</summary>
internal sealed class CifarPython(CifarRelease release) : CifarLayout(release)
{
    private const int Side = 32;
    private const int ShapeBytes = ImageShape.Channels * Side * Side;

    public override string FolderName => Release.PythonFolder;

    public override string FileName(string stem) => stem;

    public override IReadOnlyList<string>? ReadNames(string folder)
    {
        string path = Path.Combine(folder, Release.PythonMeta);
        if (!File.Exists(path))
            return null;
        return Reading(path, new FileBuffer(), dict =>
        {
            string?[] names = [.. Elements(dict, Release.NamesKey).Select(PyValue.Text)];
            return names.Length > 0 && !names.Contains(null)
                ? names.Select(n => n!).ToList()
                : throw new DamagedDataException($"its '{Release.NamesKey}' are not a list of names.");
        });
    }

    public override CifarRecords Read(string path, int classes, FileBuffer buffer) => Reading(path, buffer, dict =>
    {
        NumpyArray data = dict.Get<NumpyArray>("data");
        if (data.Type.Name != "u1" || data.Shape is not ([> 0, ShapeBytes] or [> 0, ImageShape.Channels, Side, Side]))
            throw new DamagedDataException($"its 'data' are {data}; expected NumPy's u1 [count, {Shape.Bytes}].");
        IReadOnlyList<object?> given = Elements(dict, Release.LabelsKey);
        if (given.Count != data.Shape[0])
            throw new DamagedDataException($"it has {given.Count} labels for {data.Shape[0]} pictures.");
        long?[] labels = [.. given.Select(PyValue.Whole)];
        if (labels.AsSpan().IndexOf((long?)null) is >= 0 and int wrong)
            throw new DamagedDataException(
                $"the label of record {wrong} is {PyValue.Describe(given[wrong])}{(given[wrong] is double x ? $", {x}" : "")}; "
                    + "expected a whole number.");
        return new CifarRecords(data.RowMajor(), Header: 0, Checked(path, labels.Select(l => l!.Value), classes));
    });

    private static IReadOnlyList<object?> Elements(PyDict dict, string key) => PyValue.Elements(dict.Get<object>(key))
        ?? throw new DamagedDataException($"its '{key}' are {PyValue.Describe(dict[key])}; expected a list or an array.");

    private T Reading<T>(
        string path, FileBuffer buffer, Func<PyDict, T> use) => DamagedDataException.Naming(path, $"a {Release.Name} pickle", () =>
    {
        object? root = PickleReader.Read(buffer.Read(path), new NumpyGlobals());
        return use(root as PyDict ?? throw new DamagedDataException($"it holds {PyValue.Describe(root)}, not a dictionary."));
    });
}
