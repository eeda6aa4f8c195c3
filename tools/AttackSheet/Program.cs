using Dbd;
using Dbd.AttackSheet;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;

// Draws the pictures of docs/attacks.md: a row an attack; before, after, and the difference, five times as strong, on grey. From the
// repository's root, with quickstart's drawn data, or with that of a folder:
//   dotnet run --project tools/AttackSheet -- tools/AttackSheet/attacks.yaml docs/attacks.png [DATA]

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("AttackSheet ATTACKS.yaml OUT.png [DATA]");
    return 2;
}
try
{
    SheetOptions options = new ConfigBinder([.. DataCatalog.All]).Bind<SheetOptions>(ConfigDocument.Load(args[0]));
    IImageSource data = args is [_, _, string folder]
        ? DataCatalog.Read(folder, new ReadingOptions(), CancellationToken.None).Train
        : Synthetic.Generate(seed: 100, SyntheticSplit.Train, count: 5000);
    new Sheet(data, options).Write(args[1]);
    return 0;
}
catch (DbdException e)
{
    Console.Error.WriteLine(e.Message);
    return e.ExitCode;
}
