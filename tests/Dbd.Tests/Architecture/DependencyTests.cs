using System.Text.RegularExpressions;
using System.Xml.Linq;

using Dbd.RoomPicture;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed partial class DependencyTests
{
    private static readonly IReadOnlyList<SourceFile> s_files = SourceFile.Below(RepositoryRoot.Path);

    [Fact]
    public void Every_room_has_its_place_in_the_table() => Assert.Empty(
        Rooms.House.Rooms.Except(Rooms.Allowed.Keys).Select(r => $"{r} is a new room: say in Rooms.cs what it may use"));

    [Fact]
    public void Every_room_uses_only_the_rooms_that_it_may_use() => Assert.Empty(
        from room in Rooms.House.Rooms.Intersect(Rooms.Allowed.Keys)
        from used in Rooms.House.Uses[room].Except(Rooms.Allowed[room])
        select $"{room} uses {used}: {string.Join(", ", Rooms.House.Culprits(room, used))}");

    [Fact]
    public void No_permission_is_left_that_nobody_needs() => Assert.Empty(
        from room in Rooms.Allowed
        from allowed in room.Value.Except(Rooms.House.Uses[room.Key])
        select $"{room.Key} may use {allowed}, and does not");

    [Fact]
    public void No_room_is_used_in_a_circle()
    {
        HashSet<string> open = [.. Rooms.Allowed.Keys];
        while (open.RemoveWhere(room => !Rooms.Allowed[room].Any(open.Contains)) > 0)
        {
        }
        Assert.Empty(open);
    }

    [Fact]
    public void The_picture_of_the_rooms_is_current() => Assert.True(
        Picture.Of(Rooms.House) == File.ReadAllText(RepositoryRoot.File("docs", "rooms.svg")).ReplaceLineEndings("\n"),
        "docs/rooms.svg is not current. To draw it again: dotnet run --project tools/RoomPicture");

    [Theory]
    [InlineData("Dbd.Torch.Stages.")]
    [InlineData("Dbd.Attacks.")]
    public void No_stage_and_no_attack_knows_another(string family) => Assert.Empty(
        from file in s_files
        where file.Namespace.StartsWith(family, StringComparison.Ordinal)
        where !file.Namespace.StartsWith($"{family}Catalog", StringComparison.Ordinal)
        from used in Using().Matches(file.Code).Select(m => m.Groups["name"].Value)
        where used.StartsWith(family, StringComparison.Ordinal) && !used.StartsWith(file.Namespace, StringComparison.Ordinal)
        select $"{file.Path} uses {used}");

    [Fact]
    public void Namespaces_follow_folders() => Assert.Empty(s_files
        .Where(f => f.Namespace.Length > 0)
        .Where(f => f.Namespace != Path.GetDirectoryName(f.Path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.'))
        .Select(f => $"{f.Path} is in {f.Namespace}"));

    [Theory]
    [InlineData("Dbd", new string[0])]
    [InlineData("Dbd.Torch", new[] { "Dbd" })]
    [InlineData("Dbd.Cli", new[] { "Dbd.Torch" })]
    public void Projects_refer_to_the_one_below(string project, string[] below)
    {
        XDocument file = XDocument.Load(RepositoryRoot.File("src", project, $"{project}.csproj"));
        Assert.Equal(
            below,
            file.Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))));
    }

    [Fact]
    public void Nothing_before_the_batch_knows_tensors() =>
        Assert.DoesNotContain(
            s_files.Where(file => file.Path.StartsWith("src/Dbd/", StringComparison.Ordinal)),
            f => f.Code.Contains("using TorchSharp", StringComparison.Ordinal)
                || f.Code.Contains("TorchSharp.torch", StringComparison.Ordinal));

    [GeneratedRegex(@"^using (?<name>Dbd[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
