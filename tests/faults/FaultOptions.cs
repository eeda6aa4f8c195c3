using System.Globalization;

namespace Dbd.Faults;

/// <summary>What is asked of the suite.</summary>
/// <param name="Seed">Where random moments come from.</param>
/// <param name="Kills">How many, over all stages.</param>
/// <param name="Only">Scenarios whose name begins so; empty is all.</param>
/// <param name="Keep">Whether the folders stay.</param>
internal sealed record FaultOptions(int Seed = 1, int Kills = 300, string Only = "", bool Keep = false)
{
    /// <summary>Reads the command line; null if it is wrong.</summary>
    public static FaultOptions? Parse(string[] args)
    {
        FaultOptions options = new();
        for (int i = 0; i < args.Length; i++)
        {
            string value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (args[i])
            {
                case "--keep":
                    options = options with { Keep = true };
                    continue;
                case "--seed" when isNumber:
                    options = options with { Seed = number };
                    break;
                case "--kills" when isNumber:
                    options = options with { Kills = number };
                    break;
                case "--only" when value.Length > 0:
                    options = options with { Only = value };
                    break;
                default:
                    return null;
            }
            i++;
        }
        return options;
    }
}
