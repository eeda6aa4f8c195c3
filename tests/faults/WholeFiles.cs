using System.Text.Json;
using System.Xml.Linq;

using Dbd.Configuration;
using Dbd.Data.Synthesis;
using Dbd.Reports.Csv;
using Dbd.Serialization;
using Dbd.Serialization.Torch;
using Dbd.Suspicion;
using Dbd.Torch.Deployment;

namespace Dbd.Faults;

/// <summary>Reads every file that is visible under its final name, by whatever reads it in the program.</summary>
internal static class WholeFiles
{
    /// <summary>The files that cannot be read, each with why.</summary>
    public static IEnumerable<string> Broken(string folder) => Folders.Files(Path.Combine(folder, "run")).Select(Problem).OfType<string>();

    private static string? Problem(string file)
    {
        try
        {
            Read(file);
            return null;
        }
        catch (Exception e) when (e is DbdException or JsonException or System.Xml.XmlException or IOException)
        {
            return File.Exists(file) ? $"{file} is not whole: {e.Message.ReplaceLineEndings(" ")}" : null;
        }
    }

    private static void Read(string file)
    {
        switch (Path.GetExtension(file))
        {
            case ".pt":
                TorchFile.Read(file);
                break;
            case ".npy":
                Npy.Read(file);
                break;
            case ".json":
                JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
                break;
            case ".yaml":
                ConfigDocument.Load(file);
                break;
            case ".onnx":
                ModelFile.Open(file).Dispose();
                break;
            case ".svg":
                XDocument.Load(file);
                break;
            case ".html" when !File.ReadAllText(file).TrimEnd().EndsWith("</html>", StringComparison.Ordinal):
                throw new DbdException("its end is missing.");
            case ".csv" when Path.GetFileName(file) == SuspectFile.Name:
                SuspectFile.Read(file, Synthetic.ClassNames, Inputs.Training);
                break;
            case ".csv":
                CsvReadings.Of(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file));
                break;
        }
    }
}
