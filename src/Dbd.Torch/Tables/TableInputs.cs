using Dbd.Reports;
using Dbd.Torch.Defenses.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>What each method has to be told or given beside the data: a defense that is told more has it easier.</summary>
internal static class TableInputs
{
    /// <summary>The name of the column.</summary>
    public const string Column = "takes beside the data";

    private const string Unknown = "-";

    /// <summary>By the names of the methods.</summary>
    /// <returns>Null where no method is known to take anything: then nobody has it easier.</returns>
    public static IReadOnlyDictionary<string, string>? Of(TableSpec spec)
    {
        Dictionary<string, string> inputs = spec.Methods.ToDictionary(m => m.Name, m => m.TakesAtAll ?? Unknown, StringComparer.Ordinal);
        return inputs.Values.All(takes => takes is Unknown or IDefense.Nothing) ? null : inputs;
    }

    /// <summary>The same as a table of its own; empty where no method is known to take anything.</summary>
    public static string Render(TableSpec spec) => Of(spec) is { } inputs
        ? MarkdownTable.Render(["Method", Column], [.. inputs.Select(i => (IReadOnlyList<string>)[i.Key, i.Value])])
        : "";
}
