using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Torch.Deployment;

using Xunit;

namespace Dbd.Torch.Tests.Deployment;

public sealed class PredictorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_most_probable_classes_come_first()
    {
        using Reddish model = new(new ImageShape(2, 2));
        Prediction red = Assert.Single(
            new Predictor(model).Predict([Write("red.png", 2, 2, (_, _) => 255)], top: 2, CancellationToken.None));
        Assert.Equal([1, 0], red.Classes.Select(c => c.Label));
        Assert.Equal(["red", "dark"], red.Classes.Select(c => c.Name));
        // Logits 0.5, 1.5 and -1.5, so 0, 1 and -2.
        double sum = 1 + Math.E + Math.Exp(-2);
        Assert.Equal(Math.E / sum, red.Classes[0].Probability, 6);
        Assert.Equal(1 / sum, red.Classes[1].Probability, 6);
    }

    [Fact]
    public void No_more_classes_are_told_than_there_are()
    {
        using Reddish model = new(new ImageShape(2, 2));
        Prediction all = Assert.Single(
            new Predictor(model).Predict([Write("black.png", 2, 2, (_, _) => 0)], top: 99, CancellationToken.None));
        Assert.Equal(3, all.Classes.Count);
        Assert.Equal(1, all.Classes.Sum(c => c.Probability), 9);
    }

    [Theory]
    [InlineData(4, 12, 2, 2, 4, 4)]   // height and width of the picture, of the model, and of what is seen
    [InlineData(12, 4, 2, 2, 4, 4)]
    [InlineData(4, 24, 2, 4, 4, 8)]
    [InlineData(24, 4, 4, 2, 8, 4)]
    public void The_middle_of_a_picture_of_other_proportions_is_taken(
        int height, int width, int modelHeight, int modelWidth, int seenHeight, int seenWidth)
    {
        using Reddish model = new(new ImageShape(modelHeight, modelWidth));
        string path = Write("wide.png", height, width, (row, column) =>
            (byte)(IsMiddle(row, height, seenHeight) && IsMiddle(column, width, seenWidth) ? 255 : 0));
        Assert.Single(new Predictor(model).Predict([path], 1, CancellationToken.None));
        Assert.Equal(modelHeight * modelWidth, model.Seen.Count);
        Assert.All(model.Seen, value => Assert.Equal(255, value));
    }

    // As a camera stores it, held upside down: white is above in the file, and below for who looks at it.
    [Fact]
    public void A_picture_stands_upright()
    {
        using Reddish model = new(new ImageShape(8, 8));
        _folder.Jpeg("turned.jpg", orientation: 3);
        Assert.Single(new Predictor(model).Predict([_folder.File("turned.jpg")], 1, CancellationToken.None));
        Assert.Equal((0, 255), (model.Seen[0], model.Seen[^1]));
    }

    [Fact]
    public void Many_pictures_keep_their_order_and_a_bad_one_is_named()
    {
        using Reddish model = new(new ImageShape(1, 1));
        string red = Write("red.png", 1, 1, (_, _) => 255);
        string black = Write("black.png", 1, 1, (_, _) => 0);
        string[] paths = [.. Enumerable.Range(0, 130).Select(i => i % 3 == 0 ? red : black)];
        Assert.Equal(
            paths.Select((p, i) => (p, i % 3 == 0 ? "red" : "dark")),
            new Predictor(model).Predict(paths, 1, CancellationToken.None).Select(p => (p.Path, p.Classes[0].Name)));

        string bad = _folder.Write("bad.png", [1, 2, 3]);
        DbdException e = Assert.Throws<DbdException>(() => new Predictor(model).Predict([red, bad], 1, CancellationToken.None).ToList());
        Assert.Contains(bad, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_picture_may_be_left_out()
    {
        using Reddish model = new(new ImageShape(1, 1));
        string red = Write("red.png", 1, 1, (_, _) => 255);
        string[] bad = [.. Enumerable.Range(0, 70).Select(i => _folder.Write($"bad{i}.png", [1, 2, 3]))];
        List<string> told = [];
        Predictor predictor = new(model) { OnUnreadable = problem => told.Add(problem.Message) };
        string[] paths = [red, .. bad, _folder.File("missing.png"), red];
        Assert.Equal([red, red], predictor.Predict(paths, 1, CancellationToken.None).Select(p => p.Path));
        Assert.Equal(bad.Length + 1, told.Count);
        Assert.All(bad.Zip(told), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_no_finite_number_is_no_answer(float logit)
    {
        using Reddish model = new(new ImageShape(1, 1)) { OfRed = logit };
        string[] paths = [Write("black.png", 1, 1, (_, _) => 0), Write("red.png", 1, 1, (_, _) => 255)];
        List<string> told = [];
        DbdException e = Assert.Throws<DbdException>(() =>
            told.AddRange(new Predictor(model).Predict(paths, 1, CancellationToken.None).Select(p => p.Path)));
        Assert.StartsWith($"{paths[1]}: reddish.onnx gives {logit} for it, which is no answer.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using Reddish model = new(new ImageShape(1, 1));
        string red = Write("red.png", 1, 1, (_, _) => 255);
        Assert.Throws<OperationCanceledException>(() =>
            new Predictor(model).Predict([red], 1, new CancellationToken(canceled: true)).ToList());
    }

    private static bool IsMiddle(int at, int size, int seen) => at >= (size - seen) / 2 && at < (size + seen) / 2;

    private string Write(string name, int height, int width, Func<int, int, byte> red)
    {
        ImageShape shape = new(height, width);
        byte[] pixels = new byte[shape.Bytes];
        for (int i = 0; i < shape.Pixels; i++)
            pixels[3 * i] = red(i / width, i % width);
        PictureFile.WritePng(_folder.File(name), pixels, shape);
        return _folder.File(name);
    }

    /// <summary>Knows dark from red by the first pixel, and keeps what it saw of the red channel.</summary>
    private sealed class Reddish(ImageShape shape) : IImageClassifier
    {
        public List<byte> Seen { get; } = [];

        public float OfRed { get; init; } = 1.5f;

        public string Source => "reddish.onnx";

        public ImageShape Shape => shape;

        public IReadOnlyList<string> ClassNames => ["dark", "red", "never"];

        public float[] Logits(IReadOnlyList<PixelBuffer> pictures)
        {
            Assert.All(pictures, p => Assert.Equal(shape, p.Shape));
            foreach (PixelBuffer picture in pictures)
            {
                for (int i = 0; i < shape.Pixels; i++)
                    Seen.Add(picture.Pixels[3 * i]);
            }
            return [.. pictures.SelectMany(p => new[] { 0.5f, p.Pixels[0] == 0 ? 0 : OfRed * p.Pixels[0] / 255, -1.5f })];
        }

        public void Dispose()
        {
        }
    }
}
