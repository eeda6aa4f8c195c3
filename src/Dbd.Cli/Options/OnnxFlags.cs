using System.CommandLine;
using System.Globalization;

using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Torch.Deployment;

namespace Dbd.Cli.Options;

/// <summary>The options that say what an ONNX file from elsewhere does not say of itself.</summary>
internal sealed class OnnxFlags
{
    private readonly Option<string?> _mean = new("--mean")
    {
        HelpName = "R,G,B",
        Description = "ONNX from elsewhere: the mean that its input is normalised by, of pixels in [0, 1]",
    };

    private readonly Option<string?> _std = new("--std")
    {
        HelpName = "R,G,B",
        Description = "ONNX from elsewhere: the standard deviation that its input is normalised by",
    };

    private readonly Option<string?> _output = CommonOptions.Among(
        new Option<string?>("--output") { Description = "ONNX from elsewhere: what it gives [default: logits]" },
        ["logits", "probabilities"]);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_mean);
        command.Add(_std);
        command.Add(_output);
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="ConfigException">Something else than it should.</exception>
    public OnnxConventions Read(ParseResult parsed) => new()
    {
        Normalize = Normalize(parsed),
        Output = parsed.GetValue(_output) switch
        {
            "logits" => OnnxOutput.Logits,
            "probabilities" => OnnxOutput.Probabilities,
            _ => null,
        },
    };

    /// <summary>Refuses the options where they would be passed over.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="why">What makes them needless, as a sentence.</param>
    /// <exception cref="ConfigException">One is given.</exception>
    public void Refuse(ParseResult parsed, string why)
    {
        if (new[] { _mean, _std, _output }.FirstOrDefault(o => parsed.GetValue(o) is not null) is { } given)
            throw new ConfigException(given.Name, why, "Leave it out.");
    }

    private NormalizeOptions? Normalize(ParseResult parsed) => (Numbers(parsed, _mean), Numbers(parsed, _std)) switch
    {
        (null, null) => null,
        ({ } mean, { } std) when Array.TrueForAll(std, s => s > 0) => new NormalizeOptions { Mean = mean, Std = std },
        ({ }, { }) => throw new ConfigException(_std.Name, "A deviation is not above 0.", "Pixels are divided by it."),
        (null, _) => throw new ConfigException(_std.Name, "It is given without --mean.", "Give both."),
        _ => throw new ConfigException(_mean.Name, "It is given without --std.", "Give both."),
    };

    private static double[]? Numbers(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        double[] numbers =
        [
            .. text.Split(',').Select(t =>
                double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN),
        ];
        return numbers.Length == ImageShape.Channels && Array.TrueForAll(numbers, double.IsFinite)
            ? numbers
            : throw new ConfigException(
                option.Name, $"'{text}' is not three numbers.", "Write red, green and blue with commas between: 0.5,0.5,0.5");
    }
}
