namespace Dbd.Data.Formats.Cifar;

/// <summary>CIFAR-10 from the published files, in the python or the binary layout, whichever lies in the folder. Any number
/// of records that a file holds whole is read.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009;
/// https://www.cs.toronto.edu/~kriz/cifar.html.</remarks>
internal static class Cifar10
{
    /// <summary>The names of the classes, in label order, where the folder does not tell them.</summary>
    public static IReadOnlyList<string> StandardNames => CifarRelease.Cifar10.StandardNames;

    /// <summary>Loads the five training files, in order.</summary>
    /// <param name="folder">The folder with the files, or the one above; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be.</exception>
    public static IImageSource LoadTrain(string folder) => CifarReader.LoadTrain(CifarRelease.Cifar10, folder);

    /// <summary>Loads the test file.</summary>
    /// <param name="folder">The folder with the files, or the one above; <c>~</c> is the home folder.</param>
    /// <exception cref="DbdException">A file is missing or is not what it should be.</exception>
    public static IImageSource LoadTest(string folder) => CifarReader.LoadTest(CifarRelease.Cifar10, folder);
}
