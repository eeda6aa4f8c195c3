namespace Dbd.Torch.Tables;

/// <summary>Mean and spread of one number over seeds.</summary>
/// <param name="Mean">The mean; NaN of none.</param>
/// <param name="Deviation">The sample's standard deviation; null of fewer than two.</param>
public readonly record struct Spread(double Mean, double? Deviation)
{
    /// <summary>Of some values.</summary>
    /// <param name="values">One a seed.</param>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Count == 0 ? double.NaN : values.Average();
        return new Spread(mean, values.Count < 2 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }

    /// <summary><c>92.50</c>, or <c>92.50 ± 0.31</c>; <c>-</c> of none.</summary>
    public override string ToString() =>
        double.IsNaN(Mean) ? "-" : Deviation is { } deviation ? $"{Mean:0.00} ± {deviation:0.00}" : $"{Mean:0.00}";
}
