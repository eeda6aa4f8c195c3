using System.Globalization;
using System.Runtime.ExceptionServices;

using Parquet;
using Parquet.Schema;

namespace Dbd.Data.Formats.Manifests;

/// <summary>Reads a manifest from a Parquet file: its columns of text and whole numbers.</summary>
internal static class ParquetManifest
{
    // Of a column in a row group, as its header says; paths of 2 million pictures are less.
    private const long MostBytes = 1L << 30;

    // The library calls itself for each level of a file's header.
    private const int StackBytes = 64 << 20;

    /// <summary>Two million rows take a second.</summary>
    public static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(30);

    /// <summary>Reads the rows.</summary>
    /// <exception cref="DbdException">The file is missing or no such table, has too many rows, or is not read within a time.</exception>
    public static List<ManifestRow> Read(string path, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            return InTime(path, limit, cancellation);
        }
        catch (Exception e) when (e is not (DbdException or OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // The library tells damage by exceptions of many kinds.
            throw new DbdException($"{path} cannot be read as a Parquet file: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }

    // A few damaged bytes can make the library count to billions, which nothing can stop: its thread is left behind.
    private static List<ManifestRow> InTime(string path, TimeSpan limit, CancellationToken cancellation)
    {
        List<ManifestRow> rows = [];
        ExceptionDispatchInfo? failure = null;
        Thread reader = new(Work, StackBytes) { IsBackground = true, Name = "Parquet" };
        reader.Start();
        if (!reader.Join(limit))
            throw new DbdException(
                $"{path} is not read after {limit.TotalSeconds:0} seconds: it is damaged, or made to do harm. Write it as a CSV file.");
        failure?.Throw();
        return rows;

        void Work()
        {
            try
            {
                rows = Rows(path, cancellation);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    private static List<ManifestRow> Rows(string path, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        ParquetReader reader = ParquetReader.CreateAsync(file, cancellationToken: cancellation).GetAwaiter().GetResult();
        DataField[] fields = reader.Schema.DataFields;
        ManifestColumns columns = ManifestColumns.Find(path, [.. fields.Select(f => f.Name)]);
        List<ManifestRow> rows = [];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            Manifest.CheckCount(path, rows.Count + group.RowCount);
            string[] paths = Column(path, group, fields[columns.Path], cancellation);
            string[] labels = Column(path, group, fields[columns.Label], cancellation);
            string[]? splits = columns.Split is { } split ? Column(path, group, fields[split], cancellation) : null;
            rows.AddRange(paths.Select((p, i) => new ManifestRow(p, labels[i], splits?[i])));
        }
        return rows;
    }

    private static string[] Column(string path, ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
    {
        if (field.IsArray || field.MaxRepetitionLevel > 0 || group.GetMetadata(field)?.MetaData?.TotalUncompressedSize > MostBytes)
            throw new DbdException(
                $"{path}: the column {field.Name} is a list, or over {MostBytes >> 30} GiB; expected a text or a whole number a row.");
        return field.ClrType switch
        {
            { } type when type == typeof(string) || type == typeof(ReadOnlyMemory<char>) => Texts(group, field, cancellation),
            { } type when type == typeof(long) => Numbers<long>(group, field, cancellation),
            { } type when type == typeof(int) => Numbers<int>(group, field, cancellation),
            { } type when type == typeof(short) => Numbers<short>(group, field, cancellation),
            { } type when type == typeof(sbyte) => Numbers<sbyte>(group, field, cancellation),
            { } type when type == typeof(byte) => Numbers<byte>(group, field, cancellation),
            { } type => throw new DbdException($"{path}: the column {field.Name} is of {type.Name}; expected text or whole numbers."),
        };
    }

    private static string[] Texts(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
    {
        string?[] values = new string?[group.RowCount];
        group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellation).AsTask().GetAwaiter().GetResult();
        return [.. values.Select(v => v?.Trim() ?? "")];
    }

    private static string[] Numbers<T>(ParquetRowGroupReader group, DataField field, CancellationToken cancellation)
        where T : struct, IFormattable
    {
        T?[] values = new T?[group.RowCount];
        group.ReadAsync(field, values.AsMemory(), cancellationToken: cancellation).AsTask().GetAwaiter().GetResult();
        return [.. values.Select(v => v?.ToString(null, CultureInfo.InvariantCulture) ?? "")];
    }
}
