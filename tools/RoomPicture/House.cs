using System.Text.RegularExpressions;

namespace Dbd.RoomPicture;

/// <summary>The rooms of the house, two segments deep, and which of them each uses, as the code has it.</summary>
internal sealed partial class House
{
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly ILookup<string, string> _types;

    private House(IReadOnlyList<SourceFile> files)
    {
        _files = files;
        _types = files.SelectMany(f => f.Types.Select(t => (f.Namespace, t))).ToLookup(t => t.Namespace, t => t.t);
        Rooms = [.. files.Select(f => RoomOf(f.Namespace)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Uses = Rooms.ToDictionary(
            room => room,
            IReadOnlyList<string> (room) =>
            [
                .. files.Where(f => RoomOf(f.Namespace) == room)
                    .SelectMany(UsedBy)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>All rooms: <c>Imaging</c>, <c>Data.Formats</c>.</summary>
    public IReadOnlyList<string> Rooms { get; }

    /// <summary>What each room uses beside itself and the root, where the exceptions are.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Uses { get; }

    /// <summary>Reads the code of both libraries.</summary>
    /// <param name="root">The repository's root.</param>
    public static House Of(string root) => new([.. SourceFile.Below(root).Where(f =>
        f.Path.StartsWith("src/Dbd/", StringComparison.Ordinal) || f.Path.StartsWith("src/Dbd.Torch/", StringComparison.Ordinal))]);

    /// <summary>The room of a namespace: <c>Dbd.Data.Formats.Cifar</c> is in Data.Formats, <c>Dbd.Torch.Losses</c> in Losses. All attacks
    /// are in one room, Attacks.*, and all stages in Stages.*, so that another one needs no new room.</summary>
    public static string RoomOf(string name)
    {
        string[] parts = name.Split('.');
        string[] room = parts[(parts is ["Dbd", "Torch", ..] ? 2 : 1)..];
        return room switch
        {
            [] => name,
            ["Stages", "Catalog", ..] => "Stages.Catalog",
            ["Attacks" or "Stages", _, ..] => $"{room[0]}.*",
            _ => string.Join('.', room.Take(2)),
        };
    }

    /// <summary>The files of a room that use another one, for messages.</summary>
    public IEnumerable<string> Culprits(string room, string used) =>
        _files.Where(f => RoomOf(f.Namespace) == room && UsedBy(f).Contains(used)).Select(f => f.Path);

    // What stands in a using, and what needs none: the types of the namespaces above.
    private IEnumerable<string> UsedBy(SourceFile file)
    {
        HashSet<string> words = [.. Word().Matches(file.Code).Select(m => m.Value)];
        return Using().Matches(file.Code).Select(m => m.Groups["name"].Value)
            .Concat(Above(file.Namespace).Where(above => _types[above].Any(words.Contains)))
            .Select(RoomOf)
            .Where(room => room != RoomOf(file.Namespace) && room is not ("Dbd" or "Dbd.Torch"))
            .Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Above(string name)
    {
        for (int end = name.LastIndexOf('.'); end > 0; end = name.LastIndexOf('.', end - 1))
            yield return name[..end];
    }

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(?<name>Dbd[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
