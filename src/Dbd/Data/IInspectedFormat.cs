namespace Dbd.Data;

/// <summary>A form of data that tells what is there without reading all of it.</summary>
internal interface IInspectedFormat
{
    /// <summary>Looks at data of this form.</summary>
    /// <param name="path">A folder, or a file that lists pictures; <c>~</c> is the home folder.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be.</exception>
    DataSummary Inspect(string path, CancellationToken cancellation);
}
