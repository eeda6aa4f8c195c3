using System.Globalization;

using ParquetSharp;

namespace Dbd.Data.Formats.Parquet;

/// <summary>Takes the values of a column, piece by piece; rows without a value are passed over.</summary>
internal sealed class ParquetCells
{
    private const int Piece = 1024;

    /// <summary>Takes bytes; they change after the call.</summary>
    public delegate void BytesTaker(long row, ReadOnlySpan<byte> bytes);

    /// <summary>Takes text, or bytes.</summary>
    public required BytesTaker Bytes { get; init; }

    /// <summary>Takes any other value, as text.</summary>
    public Action<long, string> Text { get; init; } = (_, _) => { };

    /// <summary>Reads the values of a group of rows.</summary>
    /// <param name="reader">Of the group.</param>
    /// <param name="first">The number of its first row.</param>
    /// <param name="rows">How many it has.</param>
    /// <param name="column">What is read.</param>
    /// <param name="cancellation">Stops between pieces.</param>
    /// <exception cref="DbdException">There are fewer.</exception>
    public void Read(ColumnReader reader, long first, long rows, ParquetColumn column, CancellationToken cancellation)
    {
        bool isUnsigned = column.Kind == ParquetKind.Unsigned;
        switch (reader)
        {
            case ColumnReader<ByteArray> of:
                Each(of, first, rows, column, TakeBytes, cancellation);
                break;
            case ColumnReader<int> of:
                Each(of, first, rows, column, (row, v) => Text(row, isUnsigned ? Plain((uint)v) : Plain(v)), cancellation);
                break;
            case ColumnReader<long> of:
                Each(of, first, rows, column, (row, v) => Text(row, isUnsigned ? Plain((ulong)v) : Plain(v)), cancellation);
                break;
            case ColumnReader<float> of:
                Each(of, first, rows, column, (row, v) => Text(row, Plain(v)), cancellation);
                break;
            case ColumnReader<double> of:
                Each(of, first, rows, column, (row, v) => Text(row, Plain(v)), cancellation);
                break;
            case ColumnReader<bool> of:
                Each(of, first, rows, column, (row, v) => Text(row, v ? "True" : "False"), cancellation);
                break;
            default:
                throw new DbdException($"The column {column.Name} is {column.Described}, which is not read.");
        }
    }

    private static string Plain<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private unsafe void TakeBytes(long row, ByteArray value) => Bytes(row, new ReadOnlySpan<byte>((void*)value.Pointer, value.Length));

    private static void Each<T>(
        ColumnReader<T> reader, long first, long rows, ParquetColumn column, Action<long, T> take, CancellationToken cancellation)
        where T : unmanaged
    {
        short[] levels = new short[Piece];
        short[] repetitions = new short[Piece];
        T[] values = new T[Piece];
        for (long done = 0; done < rows;)
        {
            cancellation.ThrowIfCancellationRequested();
            int wanted = (int)Math.Min(Piece, rows - done);
            long read = reader.ReadBatch(wanted, levels, repetitions, values, out long present);
            if (read <= 0 || present > read)
                throw new DbdException($"The column {column.Name} ends after {first + done} rows, of {first + rows}.");
            int value = 0;
            for (int i = 0; i < read; i++)
            {
                if (column.Levels == 0 || levels[i] == column.Levels)
                    take(first + done + i, values[value++]);
            }
            done += read;
        }
    }
}
