using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>The pictures that a defense is asked to look at.</summary>
internal static class DefensePictures
{
    /// <summary>Reads them.</summary>
    /// <param name="options">Where they lie.</param>
    /// <param name="size">The side of every picture.</param>
    /// <param name="note">Is told what a person should know of them.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="ConfigException">Nothing is there, or a single class.</exception>
    /// <exception cref="DbdException">They are damaged.</exception>
    public static DatasetSplit Read(DefenseOptions options, int size, Action<string> note, CancellationToken cancellation)
    {
        try
        {
            _ = DataCatalog.FormatIn(options.Data);
        }
        catch (DbdException e) when (e is not ConfigException)
        {
            throw new ConfigException("DATA", e.Message, inner: e);
        }
        DatasetSplit data = DataCatalog.Read(options.Data, options.Reading(size), cancellation);
        StageData.Tell(data.Warnings, note);
        if (data.Train.ClassNames.Count < 2)
            throw new ConfigException("DATA", $"{options.Data} has a single class.", "A classifier needs two at least.");
        note($"{data.Train.Count:N0} training and {data.Test.Count:N0} test pictures of {data.Train.ClassNames.Count} classes.");
        return data;
    }
}
