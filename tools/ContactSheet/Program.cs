using Dbd.Data;
using Dbd.Data.Synthesis;

using SkiaSharp;

// Shows the synthetic data set for RESULTS.md: a column per class, in label order. From the repository's root:
//   dotnet run --project tools/ContactSheet -- docs/synthetic.png

const int Rows = 6, Zoom = 2, Gap = 4;

string file = args is [string given] ? given : Path.Combine("docs", "synthetic.png");
IImageSource data = Synthetic.Generate(seed: 1, SyntheticSplit.Train, count: Rows * Synthetic.ClassNames.Count);
int cell = data.Shape.Width * Zoom + Gap;
SKImageInfo sheet = new(data.ClassNames.Count * cell + Gap, Rows * cell + Gap, SKColorType.Rgba8888, SKAlphaType.Opaque);
using SKSurface surface = SKSurface.Create(sheet);
surface.Canvas.Clear(SKColors.White);
int[] drawn = new int[data.ClassNames.Count];
for (int i = 0; i < data.Count; i++)
{
    int column = data.Label(i), row = drawn[column]++;
    using SKImage picture = ToImage(data.Read(i));
    SKRect place = SKRect.Create(Gap + column * cell, Gap + row * cell, cell - Gap, cell - Gap);
    surface.Canvas.DrawImage(picture, place, new SKSamplingOptions(SKFilterMode.Nearest));
}
using SKImage image = surface.Snapshot();
using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
File.WriteAllBytes(file, png.ToArray());

SKImage ToImage(ReadOnlySpan<byte> rgb)
{
    SKColor[] pixels = new SKColor[data.Shape.Pixels];
    for (int i = 0; i < pixels.Length; i++)
        pixels[i] = new SKColor(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
    using SKBitmap bitmap = new(data.Shape.Width, data.Shape.Height) { Pixels = pixels };
    return SKImage.FromBitmap(bitmap);
}
