using Dbd.Configuration;

namespace Dbd.Torch.Stages;

/// <summary>A stage's configuration as a document. The reference has the views of SimCLR under <c>transform</c>; they may stand at the top as
/// well, as a resolved configuration prints them.</summary>
internal static class StageDocument
{
    private const string Holder = "transform";
    private const string Views = "aug";

    /// <summary>Reads a file; the views are at the top.</summary>
    /// <exception cref="ConfigException">There is no such file, it is no YAML, or has the views in both places.</exception>
    public static ConfigDocument Load(string path) => Lifted(ConfigDocument.Load(path));

    /// <summary>The same document with the views at the top.</summary>
    /// <exception cref="ConfigException">They stand in both places.</exception>
    public static ConfigDocument Lifted(ConfigDocument document) => document.Lifted(Holder, Views);

    /// <summary>Whether it is of SimCLR.</summary>
    public static bool HasViews(ConfigDocument document) => document.Has(Views);

    /// <summary>An override of the views, wherever it looks for them, as one of the top.</summary>
    public static string Lifted(string set) =>
        set.StartsWith($"{Holder}.{Views}.", StringComparison.Ordinal) || set.StartsWith($"{Holder}.{Views}=", StringComparison.Ordinal) ? set[(Holder.Length + 1)..] : set;
}
