using Dbd.Configuration;

namespace Dbd.Torch.Defenses.Catalog;

/// <summary>All defenses. To add one that is made of known stages: one file with its steps, and one line here.</summary>
public static class DefenseCatalog
{
    /// <summary>The defenses by the names that tables may use.</summary>
    public static Registry<IDefense> Defenses { get; } = new("defense")
    {
        { "none", "ordinary training on the labels as they are", "-", (NoOptions _) => new NoDefense() },
        { "dbd", "features without labels, a linear layer, MixMatch; as published", "Huang et al. 2022",
            (NoOptions _) => new PublishedDbd() },
        { "dbd_witness", "the same for few cores, with a witness of early fits", "Huang et al. 2022; Li et al. 2021",
            (NoOptions _) => new WitnessedDbd() },
        { "dbd_train", "the same as a judge of labels, then ordinary training on those that it believes", "-",
            (NoOptions _) => new TrainedDbd() },
        { "abl", "isolation of what is learned very fast, then unlearning; is told what share to isolate", "Li et al. 2021",
            (NoOptions _) => new Abl() },
        { "asd", "believed labels grow from a few clean samples, then MixMatch; is told 10 of each class", "Gao et al. 2023",
            (NoOptions _) => new Asd() },
    };

    /// <summary>The names of those that <c>defend</c> can run: they judge every sample first, as <see cref="WitnessedDbd"/> does.</summary>
    internal static IReadOnlyList<string> ThatJudge { get; } =
        [.. Defenses.Select(e => e.Name).Where(name => Find(name)!.Steps.Take(Judge.Count).SequenceEqual(Judge))];

    private static IReadOnlyList<DefenseStep> Judge => new WitnessedDbd().Steps;

    /// <summary>A defense by its name; null if there is none of that name.</summary>
    /// <param name="name">The name.</param>
    public static IDefense? Find(string name) =>
        Defenses.FirstOrDefault(e => e.Name == name) is { } entry ? Defenses.Create(entry, new NoOptions()) : null;
}
