using Dbd.Suspicion;

namespace Dbd.Reports.Html;

/// <summary>The wall of the most suspicious pictures.</summary>
internal static class Wall
{
    /// <summary>Draws it, with the choices of what it shows.</summary>
    /// <param name="wall">The pictures; its sheet is declared by <see cref="Style"/>.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="id">The wall's number on the page.</param>
    public static Markup Draw(SuspectWall wall, IReadOnlyList<string> classNames, int id) => Markup.Of($"""
        <form class="choices" data-wall="wall{id}">
        {Choice("label", "label", classNames, [.. wall.Suspects.Select(s => s.Label).Distinct().Order()])}
        {Choice("believed", "believed label", classNames, [.. wall.Suspects.Select(s => s.Believed).Distinct().Order()])}
        <label><input type="checkbox" name="suspected"> suspected only</label>
        <output></output>
        </form>
        <ol class="wall" id="wall{id}">
        {wall.Suspects.Select((s, place) => Picture(s, place, wall, classNames))}
        </ol>
        """);

    /// <summary>The style of a wall's pictures: the sheet is in the page once, each picture shows its part.</summary>
    public static Markup Style(SuspectWall wall, int id) => Markup.Of($$"""
        #wall{{id}} .picture{background-image:url(data:image/png;base64,{{Convert.ToBase64String(wall.Pictures.Png.Span)}});
        background-size:{{100 * wall.Pictures.Columns}}% {{100 * wall.Pictures.Rows}}%}
        """);

    private static Markup Choice(string key, string name, IReadOnlyList<string> classNames, IReadOnlyList<int> labels) => Markup.Of($"""
        <label>{name} <select name="{key}"><option value="">any</option>
        {labels.Select(l => Markup.Of($"""<option value="{l}">{classNames[l]}</option>"""))}</select></label>
        """);

    private static Markup Picture(Suspect suspect, int place, SuspectWall wall, IReadOnlyList<string> classNames)
    {
        (string label, string believed) = (classNames[suspect.Label], classNames[suspect.Believed]);
        string name = suspect.File ?? $"sample {suspect.Index}";
        string[] marks =
        [
            .. suspect.IsSuspected ? (string[])["suspected"] : [],
            .. wall.Poisoned.Contains(suspect.Index) ? (string[])["poisoned"] : [],
        ];
        string told = string.Join(", ", [name, $"score {suspect.Score:0.000}", .. marks]);
        double left = Part(place % wall.Pictures.Columns, wall.Pictures.Columns);
        double top = Part(place / wall.Pictures.Columns, wall.Pictures.Rows);
        return Markup.Of($"""
            <li class="{string.Join(' ', marks)}" data-label="{suspect.Label}" data-believed="{suspect.Believed}" title="{told}">
            <span class="picture" role="img" aria-label="{name}" style="background-position:{left}% {top}%"></span>
            <span class="was">{label}</span><span class="now">{(suspect.Believed == suspect.Label ? "the same" : believed)}</span>
            </li>
            """);
    }

    private static double Part(int place, int places) => places < 2 ? 0 : 100.0 * place / (places - 1);
}
