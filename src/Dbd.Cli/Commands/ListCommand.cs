using System.CommandLine;

using Dbd.Configuration;
using Dbd.Torch;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd list</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        Command command = new("list", "List what a config may name: data sets, attacks, networks, losses, stages, defenses and more");
        command.SetAction(parsed => Write(
            [.. DataCatalog.All, .. TrainingCatalog.All, StageCatalog.Stages, DefenseCatalog.Defenses],
            parsed.InvocationConfiguration.Output));
        return command;
    }

    /// <summary>Writes a block a registry, a line an entry.</summary>
    internal static void Write(IReadOnlyList<IRegistry> registries, TextWriter output)
    {
        RegistryEntry[] all = [.. registries.SelectMany(r => r.Entries)];
        int name = all.Max(e => e.Name.Length);
        int summary = all.Max(e => e.Summary.Length);
        foreach (IRegistry registry in registries)
        {
            output.WriteLine(registry.Kind);
            foreach (RegistryEntry entry in registry.Entries)
                output.WriteLine($"  {entry.Name.PadRight(name)}  {entry.Summary.PadRight(summary)}  {entry.Source}".TrimEnd());
            output.WriteLine();
        }
    }
}
