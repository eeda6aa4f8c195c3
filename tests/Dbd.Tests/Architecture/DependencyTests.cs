using System.Xml.Linq;

using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Architecture;

public sealed class DependencyTests
{
    private static readonly SourceFile[] s_files = [.. SourceFile.In("Dbd"), .. SourceFile.In("Dbd.Torch")];

    [Fact]
    public void Every_room_uses_only_the_rooms_that_it_may_use() => Assert.Empty(
        from file in s_files
        from used in Rooms.UsedBy(file)
        where !Rooms.Allowed[Rooms.Of(file.Namespace)].Contains(used)
        select $"{file.Path} uses {used}");

    [Fact]
    public void No_permission_is_left_that_nobody_needs() => Assert.Empty(
        from room in Rooms.Allowed
        let used = s_files.Where(f => Rooms.Of(f.Namespace) == room.Key).SelectMany(Rooms.UsedBy).ToHashSet(StringComparer.Ordinal)
        from allowed in room.Value
        where !used.Contains(allowed)
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
    public void Namespaces_follow_folders() => Assert.Empty(SourceFile.All
        .Where(f => f.Namespace.Length > 0 && f.Namespace != Path.GetDirectoryName(f.Path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.'))
        .Select(f => $"{f.Path} is in {f.Namespace}"));

    [Theory]
    [InlineData("Dbd", new string[0])]
    [InlineData("Dbd.Torch", new[] { "Dbd" })]
    [InlineData("Dbd.Cli", new[] { "Dbd.Torch" })]
    public void Projects_refer_to_the_one_below(string project, string[] below)
    {
        XDocument file = XDocument.Load(RepositoryRoot.File("src", project, $"{project}.csproj"));
        Assert.Equal(below, file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))));
    }

    [Fact]
    public void Nothing_before_the_batch_knows_tensors() =>
        Assert.DoesNotContain(SourceFile.In("Dbd"), f => f.Code.Contains("TorchSharp", StringComparison.Ordinal));
}
