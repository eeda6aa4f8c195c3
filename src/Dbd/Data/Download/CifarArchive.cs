using Dbd.Data.Formats.Cifar;

namespace Dbd.Data.Download;

/// <summary>A published archive of CIFAR-10: where it is, how to know it, and what is in it.</summary>
/// <param name="Source">Where it is fetched.</param>
/// <param name="Md5">Its MD5 checksum as published, in hexadecimal digits.</param>
/// <param name="Folder">The folder in it that holds the files.</param>
/// <param name="Files">The files that are unpacked; others are left out.</param>
internal sealed record CifarArchive(Uri Source, string Md5, string Folder, IReadOnlyList<string> Files)
{
    private const string Home = "https://www.cs.toronto.edu/~kriz/";

    /// <summary>The python layout.</summary>
    public static CifarArchive Python { get; } =
        Of(
            new CifarPython(CifarRelease.Cifar10),
            "cifar-10-python.tar.gz",
            "c58f30108f718f92721af3b95e74349a",
            CifarRelease.Cifar10.PythonMeta);

    /// <summary>The binary layout.</summary>
    public static CifarArchive Binary { get; } =
        Of(
            new CifarBinary(CifarRelease.Cifar10),
            "cifar-10-binary.tar.gz",
            "c32a1d4ab5d03f1284b67883e8d87530",
            CifarRelease.Cifar10.BinaryNames);

    /// <summary>The archive's own file name.</summary>
    public string FileName => Path.GetFileName(Source.AbsolutePath);

    /// <summary>The same archive from another place.</summary>
    /// <param name="mirror">The archive there (ending in <c>.tar.gz</c>), or the folder that has it under its usual name.</param>
    public CifarArchive From(Uri mirror) => this with
    {
        Source = mirror.AbsolutePath.EndsWith(".tar.gz", StringComparison.Ordinal)
            ? mirror
            : new Uri($"{mirror.AbsoluteUri.TrimEnd('/')}/{FileName}"),
    };

    private static CifarArchive Of(CifarLayout layout, string name, string md5, string namesFile) => new(
        new Uri(Home + name),
        md5,
        layout.FolderName,
        [.. layout.Release.TrainStems.Append(layout.Release.TestStem).Select(layout.FileName), namesFile]);
}
