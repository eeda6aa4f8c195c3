using System.Globalization;
using System.Text;

using Apache.Arrow;

using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>A cell of a column of text or numbers, as text.</summary>
internal static class ArrowText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text as it is, numbers as it is usual, <c>False</c> and <c>True</c>.</summary>
    /// <returns>Null where there is no value.</returns>
    /// <exception cref="DamagedDataException">The column is of something else, or the text is not UTF-8.</exception>
    public static string? At(IArrowArray column, int row) => column.IsNull(row) ? null : column switch
    {
        Int8Array of => Plain(of.GetValue(row)),
        UInt8Array of => Plain(of.GetValue(row)),
        Int16Array of => Plain(of.GetValue(row)),
        UInt16Array of => Plain(of.GetValue(row)),
        Int32Array of => Plain(of.GetValue(row)),
        UInt32Array of => Plain(of.GetValue(row)),
        Int64Array of => Plain(of.GetValue(row)),
        UInt64Array of => Plain(of.GetValue(row)),
        FloatArray of => Plain(of.GetValue(row)),
        DoubleArray of => Plain(of.GetValue(row)),
        BooleanArray of => of.GetValue(row) == true ? "True" : "False",
        StringArray of => Text(of.GetBytes(row)),
        LargeStringArray of => Text(of.GetBytes(row)),
        _ => throw new DamagedDataException($"a column of it is of {column.Data.DataType.Name}; expected text or numbers."),
    };

    private static string? Plain<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes).Trim();
        }
        catch (DecoderFallbackException e)
        {
            throw new DamagedDataException("a text of it is not UTF-8.", e);
        }
    }
}
