using Dbd.Serialization;
using Dbd.Serialization.Pickling;

namespace Dbd.Data.Formats.Cifar;

/// <summary>Pickled dictionaries with <c>data</c> (uint8 <c>[count, 3072]</c>) and <c>labels</c> (CIFAR-100: <c>fine_labels</c>).</summary>
internal sealed class CifarPython(CifarRelease release) : CifarLayout(release)
{
    public override string FolderName => Release.PythonFolder;

    public override string FileName(string stem) => stem;

    public override IReadOnlyList<string>? ReadNames(string folder)
    {
        string path = Path.Combine(folder, Release.PythonMeta);
        if (!File.Exists(path))
            return null;
        return Reading(path, new FileBuffer(), dict =>
        {
            string?[] names = [.. dict.Get<PyList>(Release.NamesKey).Select(PyValue.Text)];
            return names.Length > 0 && !names.Contains(null)
                ? names.Select(n => n!).ToList()
                : throw new DamagedDataException($"its '{Release.NamesKey}' are not a list of names.");
        });
    }

    public override CifarRecords Read(string path, int classes, FileBuffer buffer) => Reading(path, buffer, dict =>
    {
        NumpyArray data = dict.Get<NumpyArray>("data");
        if (data.Shape is not [> 0, _] || data.Shape[1] != Shape.Bytes)
            throw new DamagedDataException(
                $"its 'data' are UInt8 [{string.Join(", ", data.Shape)}]; expected UInt8 [count, {Shape.Bytes}].");
        PyList labels = dict.Get<PyList>(Release.LabelsKey);
        if (labels.Count != data.Shape[0])
            throw new DamagedDataException($"it has {labels.Count} labels for {data.Shape[0]} pictures.");
        if (labels.FindIndex(l => l is not long) is >= 0 and int wrong)
            throw new DamagedDataException($"the label of record {wrong} is {PyValue.Describe(labels[wrong])}.");
        return new CifarRecords(data.Bytes, Header: 0, Checked(path, labels.Cast<long>(), classes));
    });

    private T Reading<T>(
        string path, FileBuffer buffer, Func<PyDict, T> use) => DamagedDataException.Naming(path, $"a {Release.Name} pickle", () =>
    {
        object? root = PickleReader.Read(buffer.Read(path), new NumpyGlobals());
        return use(root as PyDict ?? throw new DamagedDataException($"it holds {PyValue.Describe(root)}, not a dictionary."));
    });
}
