using System.CommandLine;

using Dbd.Configuration;
using Dbd.Torch;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd list</c>.</summary>
internal static class ListCommand
{
    private static IRegistry[] All => [.. DataCatalog.All, .. TrainingCatalog.All, StageCatalog.Stages, DefenseCatalog.Defenses];

    public static Command Create()
    {
        Argument<string[]> kinds = new("KIND")
        {
            HelpName = "KIND",
            Description = "Only these: attacks, networks, .. [default: all]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        kinds.Validators.Add(result =>
        {
            foreach (string unknown in result.Tokens.Select(t => t.Value).Where(t => !All.Any(r => IsKind(r, t))))
                result.AddError($"there is no list of '{unknown}': use {string.Join(", ", All.Select(Word))}.");
        });
        kinds.CompletionSources.Add(_ => All.Select(Word));
        Command command = new("list", "List what a config may name: data sets, attacks, networks, losses, stages, defenses and more")
        {
            kinds,
        };
        command.SetAction(parsed =>
        {
            string[] asked = parsed.GetValue(kinds) ?? [];
            Write(
                [.. All.Where(r => asked.Length == 0 || asked.Any(kind => IsKind(r, kind)))],
                parsed.InvocationConfiguration.Output);
        });
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

    private static string Word(IRegistry registry) => registry.Kind.Replace(' ', '-') + (registry.Kind.EndsWith('s') ? "es" : "s");

    // attack, attacks, data-sets, DATASETS
    private static bool IsKind(IRegistry registry, string text) =>
        Bare(text) is var bare && (bare == Bare(registry.Kind) || bare == Bare(Word(registry)));

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
