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
        CheckIsThere(options.Data, "DATA");
        if (options.Test is { } test)
            CheckIsThere(test, "--test");
        DatasetSplit data = Read(options, size, cancellation);
        StageData.Tell(data.Warnings, note);
        if (data.Train.ClassNames.Count < 2)
            throw new ConfigException("DATA", $"{options.Data} has a single class.", "A classifier needs two at least.");
        string unverified = data.IsHeldOut ? ", which were held out and are not verified to be clean (--test DIR takes a set that is)" : "";
        note(
            $"{data.Train.Count:N0} training and {data.Test.Count:N0} test pictures{unverified}; {data.Train.ClassNames.Count} classes.");
        return data;
    }

    private static void CheckIsThere(string path, string place)
    {
        try
        {
            _ = DataCatalog.FormatIn(path);
        }
        catch (DbdException e) when (e is not ConfigException)
        {
            throw new ConfigException(place, e.Message, inner: e);
        }
    }

    private static DatasetSplit Read(DefenseOptions options, int size, CancellationToken cancellation)
    {
        try
        {
            return DataCatalog.Read(options.Data, options.Reading(size), cancellation);
        }
        catch (ConfigException e) when (e.Location.Key == ReadingOptions.TestKey)
        {
            throw new ConfigException("--test", e.Problem, e.Advice, e);
        }
    }
}
