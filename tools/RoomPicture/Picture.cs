using System.Text;

namespace Dbd.RoomPicture;

/// <summary>Draws the house: a box for a room with its sub-rooms, a row for all that use only rooms of the rows below. A line leads down to
/// what is used, but for what is used by way of another room anyway.</summary>
internal static class Picture
{
    private const int BoxWidth = 148;
    private const int LineHeight = 14;
    private const int Gap = 18;
    private const int RowGap = 56;
    private const int Margin = 16;

    /// <summary>The picture, as SVG.</summary>
    public static string Of(House house)
    {
        Dictionary<string, HashSet<string>> uses = TopRooms(house);
        string[][] rows = Rows(uses);
        ILookup<string, string> inside = house.Rooms.Where(r => r.Contains('.')).ToLookup(Top, r => r[(r.IndexOf('.') + 1)..]);
        int width = 2 * Margin + rows.Max(r => r.Length) * (BoxWidth + Gap) - Gap;
        Dictionary<string, (int X, int Y, int Height)> places = [];
        int y = Margin;
        foreach (string[] row in rows)
        {
            int x = (width - row.Length * (BoxWidth + Gap) + Gap) / 2;
            foreach (string room in row)
            {
                places[room] = (x, y, LineHeight * (2 + inside[room].Count()));
                x += BoxWidth + Gap;
            }
            y += row.Max(r => places[r].Height) + RowGap;
        }
        return Drawn(uses, inside, places, width, y - RowGap + Margin);
    }

    private static string Drawn(
        Dictionary<string, HashSet<string>> uses,
        ILookup<string, string> inside,
        Dictionary<string, (int X, int Y, int Height)> places,
        int width,
        int height)
    {
        StringBuilder svg = new();
        svg.Append(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n");
        svg.Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
        foreach ((string room, HashSet<string> used) in uses.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            foreach (string other in Direct(room, used, uses))
            {
                ((int x1, int y1, int h1), (int x2, int y2, _)) = (places[room], places[other]);
                svg.Append($"<line x1=\"{x1 + BoxWidth / 2}\" y1=\"{y1 + h1}\" x2=\"{x2 + BoxWidth / 2}\" y2=\"{y2}\" stroke=\"#9ab\"/>\n");
            }
        }
        foreach ((string room, (int x, int y, int h)) in places)
        {
            svg.Append($"<rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{h}\" rx=\"4\" fill=\"#f4f7fa\" stroke=\"#567\"/>\n");
            svg.Append($"<text x=\"{x + 8}\" y=\"{y + LineHeight + 3}\" font-weight=\"bold\">{room}</text>\n");
            foreach ((int line, string name) in inside[room].Index())
                svg.Append($"<text x=\"{x + 16}\" y=\"{y + (line + 2) * LineHeight + 3}\" fill=\"#345\">{(name == "*" ? "one room each" : name)}</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Top(string room) => room.Split('.')[0];

    private static Dictionary<string, HashSet<string>> TopRooms(House house) => house.Rooms
        .Where(r => !r.StartsWith("Dbd", StringComparison.Ordinal))
        .GroupBy(Top)
        .ToDictionary(g => g.Key, g =>
            g.SelectMany(r => house.Uses[r]).Select(Top).Where(r => r != g.Key).ToHashSet(StringComparer.Ordinal));

    // From the top down; the lowest rooms use none.
    private static string[][] Rows(Dictionary<string, HashSet<string>> uses)
    {
        Dictionary<string, int> heights = [];
        while (heights.Count < uses.Count)
        {
            string room = uses.Keys.Order(StringComparer.Ordinal).First(r => !heights.ContainsKey(r) && uses[r].All(heights.ContainsKey));
            heights[room] = uses[room].Select(u => heights[u] + 1).DefaultIfEmpty().Max();
        }
        return
        [
            .. heights.GroupBy(h => h.Value, h => h.Key)
                .OrderByDescending(g => g.Key)
                .Select(g => g.Order(StringComparer.Ordinal).ToArray()),
        ];
    }

    private static IEnumerable<string> Direct(string room, HashSet<string> used, Dictionary<string, HashSet<string>> uses) =>
        used.Where(u => !used.Any(other => other != u && Reaches(other, u, uses))).Order(StringComparer.Ordinal);

    private static bool Reaches(string from, string to, Dictionary<string, HashSet<string>> uses) =>
        uses[from].Contains(to) || uses[from].Any(next => Reaches(next, to, uses));
}
