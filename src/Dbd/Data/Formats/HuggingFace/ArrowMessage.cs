using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Looks at a message of an Arrow stream before the library does, which makes arrays as long as a message says, and follows
/// columns within columns wherever they lead.</summary>
/// <remarks>Arrow's <c>Message.fbs</c> and <c>Schema.fbs</c>: the numbers are those of fields and kinds there.</remarks>
internal static class ArrowMessage
{
    private const int MostBytes = 16 << 20;
    private const int MostColumns = 10_000;
    private const int MostLevels = 16;
    private const int MostNotes = 1_000;

    private const int Schema = 1;
    private const int Rows = 3;
    private const int Union = 14;
    private const int RunEnds = 22;
    private const int OffsetBytes = 4;
    private const int PairBytes = 16;

    /// <summary>Checks a message.</summary>
    /// <param name="message">Its table.</param>
    /// <param name="isFirst">Whether it is the first: that says what the columns are, and the others have rows.</param>
    /// <param name="at">Where it begins, for messages.</param>
    /// <param name="mayHaveDictionaries">Whether columns may have dictionaries, which are messages of their own.</param>
    /// <returns>How many bytes belong to it.</returns>
    /// <exception cref="DamagedDataException">It is damaged, or has what no data set has.</exception>
    public static long Check(ReadOnlySpan<byte> message, bool isFirst, long at, bool mayHaveDictionaries = false)
    {
        try
        {
            FlatTable table = FlatTable.RootOf(message);
            if (message.Length > MostBytes)
                throw new DamagedDataException($"the message at its byte {at} is over {MostBytes >> 20} MiB.");
            if (table.Byte(1) != (isFirst ? Schema : Rows))
                throw new DamagedDataException(
                    $"the message at its byte {at} is neither a schema at the beginning, nor rows after it; dictionaries are not read.");
            if (isFirst)
                CheckSchema(table.Table(2), mayHaveDictionaries);
            else
                _ = table.Table(2).Count(1, PairBytes) + table.Table(2).Count(2, PairBytes);
            return table.Long(3);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException or IndexOutOfRangeException)
        {
            throw new DamagedDataException($"the message at its byte {at} is damaged.", e);
        }
    }

    /// <summary>Checks a schema that stands alone, as Parquet files have one.</summary>
    /// <exception cref="DamagedDataException">It is damaged, or has what no data set has.</exception>
    public static void CheckAlone(ReadOnlySpan<byte> framed)
    {
        // Before 2019 the length alone stood before it.
        int prefix = framed.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF]) ? 2 * sizeof(int) : sizeof(int);
        Check(framed[Math.Min(framed.Length, prefix)..], isFirst: true, at: 0, mayHaveDictionaries: true);
    }

    private static void CheckSchema(FlatTable schema, bool mayHaveDictionaries)
    {
        int left = MostColumns;
        CheckColumns(schema, list: 1, MostLevels, mayHaveDictionaries, ref left);
        CheckNotes(schema, list: 2);
    }

    private static void CheckColumns(FlatTable parent, int list, int levels, bool mayHaveDictionaries, ref int left)
    {
        int count = parent.Count(list, OffsetBytes);
        left -= count;
        if (left < 0 || (levels == 0 && count > 0))
            throw new DamagedDataException(
                $"it has more than {MostColumns} columns, or columns within columns on more than {MostLevels} levels.");
        for (int i = 0; i < count; i++)
        {
            FlatTable column = parent.Element(list, i);
            if (column.Byte(2) is Union or RunEnds || (column.Has(4) && !mayHaveDictionaries))
                throw new DamagedDataException("it has a column of unions, of runs, or with a dictionary, which are not read.");
            CheckNotes(column, list: 6);
            CheckColumns(column, list: 5, levels - 1, mayHaveDictionaries, ref left);
        }
    }

    private static void CheckNotes(FlatTable of, int list)
    {
        if (of.Count(list, OffsetBytes) > MostNotes)
            throw new DamagedDataException($"it has more than {MostNotes} notes.");
    }
}
