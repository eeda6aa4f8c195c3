using System.Text;

namespace Dbd.Reporting;

/// <summary>Comma-separated text with quotes, as RFC 4180 has it: a file's name may hold commas, quotes and line ends.</summary>
internal static class CsvText
{
    /// <summary>The rows; empty lines are passed over.</summary>
    public static IEnumerable<string[]> Rows(string text)
    {
        List<string> row = [];
        StringBuilder cell = new();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted)
            {
                bool isPair = c == '"' && i + 1 < text.Length && text[i + 1] == '"';
                if (isPair)
                    i++;
                if (c != '"' || isPair)
                    cell.Append(c);
                else
                    isQuoted = false;
                continue;
            }
            switch (c)
            {
                case '"':
                    isQuoted = true;
                    break;
                case ',':
                    EndCell(row, cell);
                    break;
                case '\n' when row.Count == 0 && cell.Length == 0:
                    break;
                case '\n':
                    EndCell(row, cell);
                    yield return [.. row];
                    row.Clear();
                    break;
                case '\r':
                    break;
                default:
                    cell.Append(c);
                    break;
            }
        }
        if (row.Count > 0 || cell.Length > 0)
        {
            EndCell(row, cell);
            yield return [.. row];
        }
    }

    private static void EndCell(List<string> row, StringBuilder cell)
    {
        row.Add(cell.ToString());
        cell.Clear();
    }
}
