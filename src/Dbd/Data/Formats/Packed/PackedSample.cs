using Dbd.Imaging;

namespace Dbd.Data.Formats.Packed;

/// <summary>A labelled picture within a larger file.</summary>
/// <param name="Name">The larger file, from the data's folder on, and which of it: <c>data/train-00000-of-00001.parquet/17</c>.</param>
/// <param name="Body">The bytes of the picture file.</param>
/// <param name="Label">As it is written: a number, or the name of a class.</param>
internal readonly record struct PackedSample(string Name, PictureBody Body, string Label);
