// Classifies pictures with a model that `dbd export` wrote: dotnet run --project samples/Classify -- model.onnx PICTURE...
// It needs ONNX Runtime and something that decodes pictures (here SkiaSharp); nothing of this repository. Copy the folder.
using System.Text.Json;

using Classify;

using Microsoft.ML.OnnxRuntime;

using InferenceSession session = new(args[0]);
string[] classNames = JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap["class_names"])!;
int[] input = session.InputMetadata["images"].Dimensions;   // [batch, 3, height, width]
(int height, int width) = (input[2], input[3]);
using RunOptions options = new();

foreach (string path in args[1..])
{
    byte[] pixels = Picture.Read(path).Fit(width, height).Pixels;

    // Red, green, blue, one plane after the other, in [0, 1]; the model normalises them itself.
    float[] planes = new float[3 * height * width];
    for (int i = 0; i < planes.Length; i++)
        planes[i % 3 * height * width + i / 3] = pixels[i] / 255f;

    using OrtValue images = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, height, width]);
    using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["images"], [images], ["logits"]);
    float[] logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
    int best = Array.IndexOf(logits, logits.Max());
    Console.WriteLine($"{path}: {classNames[best]} ({1 / logits.Sum(l => Math.Exp(l - logits[best])):P1})");
}
