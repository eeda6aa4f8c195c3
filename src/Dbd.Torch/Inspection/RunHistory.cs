using Dbd.Reports.Csv;

namespace Dbd.Torch.Inspection;

/// <summary>A run's readings, an entry an epoch, as its CSV files have them.</summary>
/// <param name="BenignAccuracy">BA, in [0, 1].</param>
/// <param name="AttackSuccessRate">ASR, in [0, 1]; empty where no attack is known.</param>
/// <param name="TrainingLoss">Nats.</param>
internal sealed record RunHistory(double[] BenignAccuracy, double[] AttackSuccessRate, double[] TrainingLoss)
{
    /// <summary>Reads the files of a log folder; what is not there is empty.</summary>
    public static RunHistory Of(string folder)
    {
        double[] supervised = Readings(folder, "poison_train", "loss");
        return new RunHistory(
            Readings(folder, "clean_test", "acc"),
            Readings(folder, "poison_test", "acc"),
            supervised.Length > 0 ? supervised : Readings(folder, "self_train", "loss"));
    }

    private static double[] Readings(string folder, string group, string name) =>
        [.. CsvReadings.Of(folder, group).Select(g => g.Readings.Where(r => r.Name == name).Select(r => r.Value).FirstOrDefault(double.NaN))];
}
