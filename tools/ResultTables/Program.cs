using Dbd.ResultTables;

// Brings every table of figures in the repository's pages up to the records under results/. From the repository's root:
//   dotnet run --project tools/ResultTables

string root = args is [string given] ? given : Directory.GetCurrentDirectory();
FigureTables tables = new(root);
foreach (string file in Pages.In(root))
{
    string text = File.ReadAllText(file);
    string current = FigureBlocks.Rewrite(text, tables.Render);
    if (current == text)
        continue;
    File.WriteAllText(file, current);
    Console.WriteLine($"{Path.GetRelativePath(root, file)} is rewritten.");
}
