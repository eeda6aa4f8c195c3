using ParquetSharp;

namespace Dbd.Data.Formats.Parquet;

/// <summary>What a column's values are.</summary>
internal enum ParquetKind
{
    /// <summary>Text in UTF-8.</summary>
    Text,

    /// <summary>Bytes that nobody says are text.</summary>
    Bytes,

    /// <summary>A whole number with a sign.</summary>
    Signed,

    /// <summary>A whole number without.</summary>
    Unsigned,

    /// <summary>A number with a fraction.</summary>
    Fraction,

    /// <summary>False or true.</summary>
    Truth,

    /// <summary>A date, a decimal number, ..</summary>
    Other,
}

/// <summary>A column of a Parquet file that has values; one within others is named by the way to it: <c>image.bytes</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="IsList">Whether a row may have several values.</param>
/// <param name="Levels">How many of it and of those around it may be null.</param>
/// <param name="Described">What it is, for messages.</param>
internal sealed record ParquetColumn(string Name, ParquetKind Kind, bool IsList, short Levels, string Described)
{
    /// <summary>Looks at a column.</summary>
    public static ParquetColumn Of(ColumnDescriptor column)
    {
        bool isList = column.MaxRepetitionLevel > 0;
        return new ParquetColumn(
            column.Path.ToDotString(), KindOf(column), isList, column.MaxDefinitionLevel, isList ? "a list" : $"of {Words(column)}");
    }

    private static ParquetKind KindOf(ColumnDescriptor column) => (column.PhysicalType, column.LogicalType) switch
    {
        (PhysicalType.ByteArray, StringLogicalType or EnumLogicalType or JsonLogicalType) => ParquetKind.Text,
        (PhysicalType.ByteArray, NoneLogicalType) => ParquetKind.Bytes,
        (PhysicalType.Int32 or PhysicalType.Int64, NoneLogicalType) => ParquetKind.Signed,
        (PhysicalType.Int32 or PhysicalType.Int64, IntLogicalType whole) => whole.IsSigned ? ParquetKind.Signed : ParquetKind.Unsigned,
        (PhysicalType.Float or PhysicalType.Double, NoneLogicalType) => ParquetKind.Fraction,
        (PhysicalType.Boolean, NoneLogicalType) => ParquetKind.Truth,
        _ => ParquetKind.Other,
    };

    private static string Words(ColumnDescriptor column) => column.LogicalType is NoneLogicalType
        ? $"{column.PhysicalType}"
        : $"{column.LogicalType.Type} ({column.PhysicalType})";
}
