using Dbd.Configuration;

namespace Dbd.Data.Formats.Brought;

/// <summary>The clean data that poisoned data were made of.</summary>
/// <param name="formatIn">The form of the clean data at a path; null where there are none.</param>
internal sealed class CleanData(Func<string, IDatasetFormat?> formatIn)
{
    /// <summary>Reads those that are named, or else lie beside.</summary>
    /// <param name="poisoned">The folder of the poisoned data, for messages.</param>
    /// <param name="beside">Where they may lie, likelier places first.</param>
    /// <param name="options">How; which clean data are named.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="ConfigException">There are none.</exception>
    public DatasetSplit Read(string poisoned, IEnumerable<string> beside, ReadingOptions options, CancellationToken cancellation)
    {
        string[] places = options.Clean is { } named ? [UserPath.Expand(named)] : [.. beside];
        ReadingOptions clean = options with { Clean = null, Target = null, AllToAll = false };
        foreach (string place in places)
        {
            if (formatIn(place) is { } format)
                return format.Load(place, clean, cancellation);
        }
        throw new ConfigException(
            ReadingOptions.CleanKey,
            options.Clean is null
                ? $"The clean data that {poisoned} was made of are not beside it, as {string.Join(" or ", places)}."
                : $"There are no clean data at {options.Clean}.",
            "Name their folder (dbd defend: --clean).");
    }
}
