using System.Security.Cryptography;

using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;

namespace Dbd.Interop;

/// <summary>A checkpoint as lines of path, kind and value, the same as check.py makes.</summary>
internal static class Description
{
    public static IEnumerable<string> Of(object? value, string path = "") => Children(value)
        .SelectMany(child => Of(child.Value, $"{path}/{child.Key}"))
        .Prepend($"{path}\t{Text(value)}");

    /// <summary>A picture, upright: height, width and the bytes of its pixels, or what is wrong with it.</summary>
    public static string OfPicture(string path)
    {
        try
        {
            PixelBuffer picture = PictureFile.Read(path, upright: true);
            return $"{picture.Shape.Height} {picture.Shape.Width} {Convert.ToHexStringLower(picture.Pixels)}";
        }
        catch (DbdException e)
        {
            return $"refused {e.Message}";
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "None",
        bool b => b ? "bool True" : "bool False",
        long n => $"int {n}",
        double x => $"float {BitConverter.DoubleToInt64Bits(x):x16}",
        string s => $"str {s}",
        TensorData t => $"{t.Type} [{string.Join(",", t.Shape)}] {Convert.ToHexStringLower(SHA256.HashData(t.Bytes))}",
        PyDict { Kind: PyDictKind.Ordered } d => $"OrderedDict {d.Count}",
        PyDict { Kind: PyDictKind.Counter } d => $"Counter {d.Count}",
        PyDict d => $"dict {d.Count}",
        PyList l => $"list {l.Count}",
        PyTuple t => $"tuple {t.Count}",
        _ => value.GetType().Name,
    };

    private static IEnumerable<KeyValuePair<object, object?>> Children(object? value) => value switch
    {
        PyDict dict => dict.Attributes is null ? dict : dict.Append(new("__dict__", dict.Attributes)),
        IEnumerable<object?> sequence => sequence.Select((item, i) => new KeyValuePair<object, object?>(i, item)),
        _ => [],
    };
}
