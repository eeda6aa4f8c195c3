using Dbd.Imaging;
using Dbd.Suspicion.Pictures;

namespace Dbd.Reports.Html;

/// <summary>What the most suspicious pictures share, in words and pictures.</summary>
internal static class SharedSection
{
    /// <summary>Writes it.</summary>
    /// <param name="shared">What they share.</param>
    /// <param name="classNames">In label order.</param>
    public static Markup Write(SharedTraits shared, IReadOnlyList<string> classNames)
    {
        string label = classNames[shared.Leading.Label];
        return Markup.Of($"""
            <p>{shared.Leading.Sentence(classNames)} {Caution(shared)}</p>
            <div class="shared">
            {Figure(shared, shared.MeanOfSuspects, $"mean of these {shared.Suspects} pictures")}
            {Figure(shared, shared.MeanOfRest, $"mean of {shared.Rest:N0} others labelled {label}")}
            {Figure(shared, shared.Difference, $"the first minus the second, {shared.Times:0.#} times as large, around grey")}
            </div>
            <p>{Patch(shared, label)}</p>
            """);
    }

    private static string Caution(SharedTraits shared) => shared.Leading.IsMoreThanChance
        ? "That alone is no proof: hard pictures of clean data pile up under some label too. What they share tells more."
        : "";

    private static string Patch(SharedTraits shared, string label) => shared.Patch is { } patch
        ? $"In the frame ({patch.Window.Side} x {patch.Window.Side} pixels) {patch.Suspects:0 %} of these pictures show the same; "
            + $"of the others labelled {label} {patch.Rest:0 %} do, of pictures with other labels {patch.Others:0.# %}. A trigger looks "
            + "like that. So does a mark that honest pictures of one origin bear: look at them below."
        : "No part of these pictures is clearly the same in many of them and only in them. A trigger need not be a patch: a pattern over "
            + "the whole picture shows in the difference. Soft blots are what the difference of any two groups of pictures looks like.";

    private static Markup Figure(SharedTraits shared, ReadOnlyMemory<byte> pixels, string caption)
    {
        ImageShape shape = shared.Shape;
        string png = Convert.ToBase64String(PictureFile.ToPng(pixels.Span, shape));
        return Markup.Of($"""
            <figure><svg viewBox="0 0 {shape.Width} {shape.Height}" role="img" aria-label="{caption}">
            <image href="data:image/png;base64,{png}" width="{shape.Width}" height="{shape.Height}"/>{Frame(shared.Patch)}</svg>
            <figcaption>{caption}</figcaption></figure>
            """);
    }

    private static Markup Frame(CommonPatch? patch) => patch is { Window: var window }
        ? Markup.Of($"""<rect x="{window.Left}" y="{window.Top}" width="{window.Side}" height="{window.Side}"/>""")
        : Markup.None;
}
