using System.Buffers.Binary;

using Apache.Arrow;
using Apache.Arrow.Types;

using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>A column of pictures: of bytes, or of a struct of <c>bytes</c> and <c>path</c>.</summary>
internal sealed class ArrowPictures
{
    private readonly StructArray? _rows;
    private readonly IArrowArray? _paths;
    private readonly IArrowArray _bytes;

    /// <summary>Wraps a column.</summary>
    /// <exception cref="DamagedDataException">It is not what the schema says.</exception>
    public ArrowPictures(IArrowArray column)
    {
        _rows = column as StructArray;
        if (_rows is { Data.DataType: StructType type })
        {
            _bytes = _rows.Fields[type.GetFieldIndex("bytes")];
            int path = type.GetFieldIndex("path");
            _paths = path < 0 ? null : _rows.Fields[path];
        }
        else
        {
            _bytes = column;
        }
        Count = column.Length;
        if (_bytes.Length < Count || _bytes is not (BinaryArray or LargeBinaryArray))
            throw new DamagedDataException("its pictures are fewer than its rows.");
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Whether a column may be one of pictures.</summary>
    public static bool AreIn(IArrowType type) => type is BinaryType or LargeBinaryType
        || (type is StructType rows && rows.Fields.Any(f => f.Name == "bytes" && f.DataType is BinaryType or LargeBinaryType));

    /// <summary>The bytes of a row's picture; null where there are none.</summary>
    /// <exception cref="DamagedDataException">They do not lie where the column's other bytes do.</exception>
    public ReadOnlyMemory<byte>? At(int row)
    {
        if (_rows?.IsNull(row) == true || _bytes.IsNull(row))
            return null;
        ArrayData data = ((Apache.Arrow.Array)_bytes).Data;
        int width = _bytes is LargeBinaryArray ? sizeof(long) : sizeof(int);
        ReadOnlyMemory<byte> values = data.Buffers[2].Memory;
        (long begin, long end) = (Offset(row), Offset(row + 1));
        return begin >= 0 && begin <= end && end <= values.Length
            ? values[(int)begin..(int)end]
            : throw new DamagedDataException($"the picture of its row {row} does not lie within it.");

        long Offset(int at)
        {
            ReadOnlySpan<byte> offset = data.Buffers[1].Span.Slice((data.Offset + at) * width, width);
            return width == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(offset) : BinaryPrimitives.ReadInt32LittleEndian(offset);
        }
    }

    /// <summary>Where a row says that its picture is; null if it says nothing.</summary>
    public string? PathAt(int row) => _paths is null ? null : ArrowText.At(_paths, row);
}
