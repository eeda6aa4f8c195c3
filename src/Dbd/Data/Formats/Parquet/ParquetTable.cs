using System.Runtime.ExceptionServices;
using System.Text;

using Dbd.Data.Formats.Manifests;
using Dbd.Serialization;

using ParquetSharp;

namespace Dbd.Data.Formats.Parquet;

/// <summary>Columns of a Parquet file.</summary>
internal sealed class ParquetTable : IDisposable
{
    // Of lists in the file's footer: columns, and groups of rows. The library calls itself for each level of the columns' tree.
    private const int MostOfList = 100_000;
    private const int StackBytes = 256 << 20;

    // Of a column of text; paths of 2 million pictures are less.
    private const long MostText = 1L << 29;

    private readonly string _path;
    private readonly ParquetFileReader _reader;
    private readonly CancellationToken _cancellation;

    private ParquetTable(string path, CancellationToken cancellation)
    {
        (_path, _cancellation) = (path, cancellation);
        using ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
        properties.SetThriftContainerSizeLimit(MostOfList);
        _reader = new ParquetFileReader(path, properties);
        SchemaDescriptor schema = _reader.FileMetaData.Schema;
        Columns = [.. Enumerable.Range(0, schema.NumColumns).Select(schema.Column).Select(ParquetColumn.Of)];
        Rows = _reader.FileMetaData.NumRows;
        Manifest.CheckCount(path, Rows);
    }

    /// <summary>What the columns are, in the file's order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public long Rows { get; }

    /// <summary>Opens a file and uses it.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="use">Uses it; on a thread of its own.</param>
    /// <param name="cancellation">Stops between pieces of a column.</param>
    /// <exception cref="DbdException">It is missing or damaged, or of too many rows; the message names it.</exception>
    public static T Use<T>(string path, Func<ParquetTable, T> use, CancellationToken cancellation)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        Thread reader = new(Work, StackBytes) { IsBackground = true, Name = "Parquet" };
        reader.Start();
        reader.Join();
        failure?.Throw();
        return result!;

        void Work()
        {
            try
            {
                // What the library says of a missing file is no help.
                using (File.OpenRead(path))
                using (ParquetTable table = new(path, cancellation))
                    result = use(table);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failure = ExceptionDispatchInfo.Capture(new DbdException($"{path} cannot be read: {e.Message}", e));
            }
            catch (Exception e) when (e is DamagedDataException or not (DbdException or OperationCanceledException))
            {
                // The library tells damage by exceptions of many kinds.
                failure = ExceptionDispatchInfo.Capture(
                    new DbdException($"{path} cannot be read as a Parquet file: {e.Message.ReplaceLineEndings(" ")}", e));
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    /// <summary>What the file says of itself under a key; null if it says nothing.</summary>
    public string? Note(string key) => _reader.FileMetaData.KeyValueMetadata.TryGetValue(key, out string? value) ? value : null;

    /// <summary>Reads a column of text or numbers: text as it is, numbers as it is usual, <c>False</c> and <c>True</c>.</summary>
    /// <returns>[rows]; null where there is no value.</returns>
    /// <exception cref="DbdException">It is a list, or of something else, or has text that is not UTF-8.</exception>
    public string?[] Texts(int column)
    {
        string?[] texts = new string?[Rows];
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        long length = 0;
        ParquetColumn wanted = Columns[column];
        if (wanted.IsList || wanted.Kind == ParquetKind.Other)
            throw new DbdException($"{_path}: the column {wanted.Name} is {wanted.Described}; expected a text or a number a row.");
        Read(column, new ParquetCells
        {
            Bytes = (row, bytes) => texts[row] = Decoded(row, bytes),
            Text = (row, text) => texts[row] = text,
        });
        return texts;

        string Decoded(long row, ReadOnlySpan<byte> bytes)
        {
            length += bytes.Length;
            if (length > MostText)
                throw new DbdException($"{_path}: the texts of its {wanted.Name} are over {MostText >> 20} MiB, which no data set has.");
            try
            {
                return strict.GetString(bytes);
            }
            catch (DecoderFallbackException e)
            {
                throw new DbdException($"{_path}, row {row + 1} of its data: its {wanted.Name} is not UTF-8 text.", e);
            }
        }
    }

    /// <summary>Reads a column of bytes.</summary>
    /// <param name="column">Its number.</param>
    /// <param name="shared">Makes the copies.</param>
    /// <returns>[rows]; null where there is no value. Rows that share a value of the file share its memory.</returns>
    /// <exception cref="DbdException">It is of something else, or over what may be copied.</exception>
    public ReadOnlyMemory<byte>?[] Bytes(int column, SharedBytes shared)
    {
        ParquetColumn wanted = Columns[column];
        if (wanted.IsList || wanted.Kind is not (ParquetKind.Bytes or ParquetKind.Text))
            throw new DbdException($"{_path}: the column {wanted.Name} is {wanted.Described}; expected bytes.");
        ReadOnlyMemory<byte>?[] bytes = new ReadOnlyMemory<byte>?[Rows];
        Read(column, new ParquetCells { Bytes = (row, value) => bytes[row] = shared.Of(value) });
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private void Read(int column, ParquetCells cells)
    {
        long first = 0;
        for (int g = 0; g < _reader.FileMetaData.NumRowGroups; g++)
        {
            using RowGroupReader group = _reader.RowGroup(g);
            long rows = group.MetaData.NumRows;
            if (rows < 0 || rows > Rows - first)
                throw new DbdException($"{_path} is damaged: it has more rows than it says.");
            using ColumnReader reader = group.Column(column);
            cells.Read(reader, first, rows, Columns[column], _cancellation);
            first += rows;
        }
        if (first != Rows)
            throw new DbdException($"{_path} is damaged: it says {Rows} rows, and has {first}.");
    }
}
