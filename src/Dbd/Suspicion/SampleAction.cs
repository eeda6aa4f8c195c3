namespace Dbd.Suspicion;

/// <summary>What is done with a sample when a model is trained on what is believed: column <c>action</c> of <c>suspects.csv</c>.</summary>
public enum SampleAction
{
    /// <summary>It keeps its label: <c>kept</c>.</summary>
    Kept,

    /// <summary>It gets the label that the judge believes: <c>relabelled</c>.</summary>
    Relabelled,

    /// <summary>Its label is not used: <c>left_out</c>.</summary>
    LeftOut,

    /// <summary>It has its label as soon as, and as long as, the model that is trained agrees with it: <c>asked</c>.</summary>
    Asked,
}

/// <summary>How actions are written in a list.</summary>
internal static class SampleActionName
{
    private static readonly (SampleAction Action, string Name)[] s_names =
    [
        (SampleAction.Kept, "kept"), (SampleAction.Relabelled, "relabelled"), (SampleAction.LeftOut, "left_out"),
        (SampleAction.Asked, "asked"),
    ];

    /// <summary>All of them, for messages.</summary>
    public static string All { get; } = string.Join(", ", s_names.Select(n => n.Name));

    /// <summary>An action's name.</summary>
    public static string Of(SampleAction action) => s_names.First(n => n.Action == action).Name;

    /// <summary>The action of a name; null if there is none.</summary>
    public static SampleAction? Find(string name) =>
        s_names.Where(n => n.Name == name.Trim()).Select(n => (SampleAction?)n.Action).FirstOrDefault();
}
