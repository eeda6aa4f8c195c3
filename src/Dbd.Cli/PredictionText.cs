using System.Text.Encodings.Web;
using System.Text.Json;

using Dbd.Serialization;
using Dbd.Torch.Deployment;

namespace Dbd.Cli;

/// <summary>Predictions as text for other programs.</summary>
internal static class PredictionText
{
    // Names of classes and files are data, and no HTML.
    private static readonly JsonSerializerOptions s_json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A header, then a line for each class told of each picture.</summary>
    public static IEnumerable<string> Csv(IEnumerable<Prediction> predictions) => predictions
        .SelectMany(p => p.Classes.Select((c, i) => $"{Quoted(p.Path)},{i + 1},{c.Label},{Quoted(c.Name)},{c.Probability:0.000000}"))
        .Prepend("path,rank,label,class,probability");

    /// <summary>A picture a line, each a value of its own.</summary>
    public static IEnumerable<string> JsonLines(IEnumerable<Prediction> predictions) =>
        predictions.Select(prediction => JsonSerializer.Serialize(prediction, s_json));

    /// <summary>A list of pictures, one a line: it is well-formed once the last is told.</summary>
    public static IEnumerable<string> Json(IEnumerable<Prediction> predictions)
    {
        string before = "[";
        foreach (string line in JsonLines(predictions))
        {
            yield return before + line;
            before = ",";
        }
        yield return before == "[" ? "[]" : "]";
    }

    // RFC 4180.
    private static string Quoted(string name)
    {
        string text = CsvCell.Write(name);
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
