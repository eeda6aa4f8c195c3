using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

using Dbd.Configuration;

namespace Dbd.Cli;

/// <summary>The help of <c>dbd data</c>: as that of any command, with the forms that data may have below.</summary>
internal sealed class FormsHelp : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = Usual(parseResult).Invoke(parseResult);
        Write(parseResult.InvocationConfiguration.Output);
        return code;
    }

    private static void Write(TextWriter output)
    {
        int width = DataCatalog.Datasets.Entries.Max(e => e.Name.Length);
        output.WriteLine("Forms of data, found out by what lies there (docs/data.md):");
        foreach (RegistryEntry form in DataCatalog.Datasets.Entries.Reverse())
            output.WriteLine($"  {form.Name.PadRight(width)}  {form.Summary}");
    }

    private static HelpAction Usual(ParseResult parseResult) =>
        (HelpAction)parseResult.RootCommandResult.Command.Options.OfType<HelpOption>().Single().Action!;
}
