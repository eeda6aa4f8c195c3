namespace Dbd.Torch.Crafting;

/// <summary>What <see cref="Crafter"/> did.</summary>
/// <param name="Folder">Where the pictures are.</param>
/// <param name="Made">How many were made now.</param>
/// <param name="Total">How many there are.</param>
public sealed record CraftResult(string Folder, int Made, int Total);
