using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Gtsrb;

/// <summary>The official folders of GTSRB: pictures of a class in <c>Final_Training/Images/00012</c>, with their table
/// <c>GT-00012.csv</c>; test pictures in <c>Final_Test/Images</c>, and their classes in <c>GT-final_test.csv</c>, a file of its
/// own.</summary>
/// <param name="root">The folder of the data set.</param>
/// <param name="training">The folder with the classes, from there on.</param>
internal sealed class GtsrbFolders(string root, string training)
{
    private const string TestTable = "GT-final_test.csv";

    // As published in 2011, as published since 2019, and as other programs name them.
    private static readonly string[] s_training = [Path.Combine("Final_Training", "Images"), "Training", "Train"];
    private static readonly string[] s_test = [Path.Combine("Final_Test", "Images"), "Test"];

    /// <summary>Finds the folders.</summary>
    /// <returns>Null if they are not there.</returns>
    public static GtsrbFolders? In(string root) =>
        s_training.FirstOrDefault(t => Classes(Path.Combine(root, t)).Any()) is { } training ? new GtsrbFolders(root, training) : null;

    /// <summary>Lists the pictures, class by class, in the order of the tables.</summary>
    /// <exception cref="DbdException">A table is not what it should be.</exception>
    public PictureListing List()
    {
        List<string> warnings = [];
        List<TableRow> train =
        [
            .. Classes(Path.Combine(root, training)).SelectMany(c => GtsrbTable.Read(
                Table(c), GtsrbTable.FileName, Path.Combine(training, Path.GetFileName(c)))),
        ];
        return TableListing.Of(root, train, Test(warnings), warnings);
    }

    private static IEnumerable<string> Classes(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(c => File.Exists(Table(c))).Order(StringComparer.Ordinal)
        : [];

    private static string Table(string folder) => Path.Combine(folder, $"GT-{Path.GetFileName(folder)}.csv");

    private List<TableRow>? Test(List<string> warnings)
    {
        if (s_test.FirstOrDefault(t => Directory.Exists(Path.Combine(root, t))) is not { } test)
            return null;
        // The archive of the pictures has a table without classes; the other is published apart.
        string? table = new[] { Path.Combine(root, test), root, Path.GetFullPath(Path.Combine(root, "..")) }
            .Select(f => Path.Combine(f, TestTable))
            .FirstOrDefault(GtsrbTable.HasClasses);
        if (table is not null)
            return GtsrbTable.Read(table, GtsrbTable.FileName, test);
        warnings.Add($"The pictures of {Path.Combine(root, test)} are left alone: their classes are in {TestTable}, "
            + "which is published as GTSRB_Final_Test_GT.zip; put it beside them.");
        return null;
    }
}
