using System.Text.Json.Serialization;

using Dbd.Runs;
using Dbd.Serialization;

namespace Dbd.Torch.Defenses;

/// <summary>What makes a defense what it is: one with the same settings goes on where the other stopped.</summary>
/// <param name="DataHash">SHA-256 of pixels, labels and class names.</param>
/// <param name="RecipeHash">SHA-256 of the three configurations by which the recipe judges samples.</param>
/// <param name="Size">The side of every picture.</param>
/// <param name="Seed">Where randomness begins.</param>
/// <param name="Budget">How long it may take, as <see cref="Duration"/> writes it; null is as long as it takes.</param>
/// <param name="FinalHash">SHA-256 of the configuration of training on what is believed; null where there is none.</param>
internal sealed record DefenseSettings(
    string DataHash, string RecipeHash, int Size, int Seed, string? Budget = null, string? FinalHash = null) : IJsonOnDeserialized
{
    /// <summary>What differs from other settings, in words.</summary>
    /// <param name="asked">The other settings.</param>
    public IEnumerable<string> DifferencesFrom(DefenseSettings asked)
    {
        // Size and seed, which says what is held out, make other data too.
        if (DataHash != asked.DataHash && (Size, Seed) == (asked.Size, asked.Seed))
            yield return $"its data are others (SHA-256 {Short(DataHash)}, now {Short(asked.DataHash)})";
        if (RecipeHash != asked.RecipeHash)
            yield return $"its recipe is another one (SHA-256 {Short(RecipeHash)}, now {Short(asked.RecipeHash)})";
        if (FinalHash is not null && FinalHash != asked.FinalHash)
            yield return "it trains on what is believed by another recipe "
                + $"(SHA-256 {Short(FinalHash)}, now {Short(asked.FinalHash ?? "none")})";
        if (Size != asked.Size)
            yield return $"its size is {Size}, now {asked.Size}";
        if (Seed != asked.Seed)
            yield return $"its seed is {Seed}, now {asked.Seed}";
        if (Budget != asked.Budget)
            yield return $"its budget is {Budget ?? "none"}, now {asked.Budget ?? "none"}";
    }

    void IJsonOnDeserialized.OnDeserialized()
    {
        CheckedJson.Require(IsHash(DataHash), "dataHash is no SHA-256, 64 hexadecimal digits.");
        CheckedJson.Require(IsHash(RecipeHash), "recipeHash is no SHA-256, 64 hexadecimal digits.");
        CheckedJson.Require(FinalHash is null || IsHash(FinalHash), "finalHash is no SHA-256, 64 hexadecimal digits.");
        CheckedJson.Require(Size > 0, "size is below 1.");
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
