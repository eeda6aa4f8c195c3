using System.CommandLine;
using System.Text.Json;

using Dbd.Torch.Runtime;
using Dbd.Work;

// supervise, simclr, mixmatch: one of the pieces of work of bench/peers, done by the stage that does it in a real run; prints one
// line of JSON. bench/compare runs both in turn. views: SimCLR views on one thread. start: seconds until the
// first step. loader: two epochs of batches from files. roofline: all three, as shares of what the machine can do. precision: the faster one here.
Argument<string> name = new("work") { Description = "supervise, simclr, mixmatch, views, start, loader, roofline, or precision" };
name.AcceptOnlyFromAmong([.. PieceOfWork.Names, "views", "start", "loader", "roofline", "precision"]);
Option<string> data = new("--data") { Required = true, Description = "Folder with CIFAR-10; of loader, a folder per class" };
Option<int> width = new("--width") { DefaultValueFactory = _ => 64 };
Option<int> size = new("--size") { DefaultValueFactory = _ => 64, Description = "Of loader: the side of a batch's pictures" };
Option<int?> batch = new("--batch") { Description = "Default as in the paper: 128, 512 or 64" };
Option<int> threads = new("--threads") { DefaultValueFactory = _ => 2 };
Option<int> workers = new("--workers") { DefaultValueFactory = _ => 2 };
Option<int> steps = new("--steps") { DefaultValueFactory = _ => 20, Description = "Timed steps" };
Option<int> warmup = new("--warmup") { DefaultValueFactory = _ => 3, Description = "Steps before the clock starts" };
Option<string> precision = new("--precision") { DefaultValueFactory = _ => "auto", Description = "fp32, bf16, or the faster one here" };
precision.AcceptOnlyFromAmong("auto", "fp32", "bf16");

RootCommand command = new("Measures a piece of training, loading included")
{
    name, data, width, size, batch, threads, workers, steps, warmup, precision,
};
command.SetAction(parsed =>
{
    switch (parsed.GetRequiredValue(name))
    {
        case "roofline":
            ShowRoofline(parsed);
            break;
        case "precision":
            Console.WriteLine(PrecisionOf(parsed));
            break;
        case "start":
            Console.WriteLine($"{WorkOf(parsed, "supervise").SecondsToFirstStep():0.00}");
            break;
        case "views":
            Show(WorkOf(parsed, "simclr").MeasureViews());
            break;
        case "loader":
            WorkOf(parsed, "supervise").MeasureLoader(parsed.GetValue(size), Show);
            break;
        case string work:
            Show(WorkOf(parsed, work).Measure());
            break;
    }
});
return command.Parse(args).Invoke();

void Show(Measured measured) => Console.WriteLine(JsonSerializer.Serialize(measured, Measured.Json));

PieceOfWork WorkOf(ParseResult parsed, string work) => new(
    work, Path.GetFullPath(parsed.GetRequiredValue(data)), parsed.GetValue(width), parsed.GetValue(batch),
    parsed.GetValue(threads), parsed.GetValue(workers), parsed.GetValue(warmup), parsed.GetValue(steps), PrecisionOf(parsed));

string PrecisionOf(ParseResult parsed) => parsed.GetRequiredValue(precision) is var named && named != "auto"
    ? named
    : ProductRate.Faster().ToString().ToLowerInvariant();

void ShowRoofline(ParseResult parsed)
{
    Roofline limit = Roofline.Measure(parsed.GetValue(threads));
    bool isBf16 = PrecisionOf(parsed) == "bf16";
    Console.WriteLine(
        $"{limit.Bf16 / 1e9:0} GFLOP/s bf16, {limit.Fp32 / 1e9:0} GFLOP/s fp32 (2048x2048 product), "
            + $"{limit.Bandwidth / 1e9:0.0} GB/s (copy)");
    Console.WriteLine(
        $"ResNet-18, width {parsed.GetValue(width)}: "
            + $"{Roofline.ForwardOperations(parsed.GetValue(width)) / 1e6:0} MFLOP forward for a 32x32 picture");
    foreach (string work in PieceOfWork.Names)
    {
        Measured measured = WorkOf(parsed, work).Measure();
        double rate = measured.ImagesPerS * Roofline.TrainingOperations(work, measured.Width);
        Console.WriteLine(
            $"{work}: {measured.ImagesPerS:0} images/s, {rate / 1e9:0} GFLOP/s, "
                + $"{rate / (isBf16 ? limit.Bf16 : limit.Fp32):0.0%} of the {measured.Precision} rate");
    }
}
