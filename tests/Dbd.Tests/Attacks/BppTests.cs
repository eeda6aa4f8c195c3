using Dbd.Attacks.Bpp;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Serialization;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class BppTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Golden.Rows), "bpp", MemberType = typeof(Golden))]
    public void Is_BackdoorBench_s_stored_set(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden, dithering: false).Stamp(image.Pixels, image.Shape, default));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "bpp_float", MemberType = typeof(Golden))]
    public void Its_numbers_are_those_that_BackdoorBench_trains_on(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        float[] units = new ColourLevels(golden.Int("levels")).Units;
        golden.CheckNumbers([.. GoldenPictures.Picture(golden.Input()).Pixels.ToArray().Select(level => units[level])]);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "bpp_dither", MemberType = typeof(Golden))]
    public void Dithers_as_BackdoorBench(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        GoldenPictures.Check(golden, image => Attack(golden, dithering: true).Stamp(image.Pixels, image.Shape, default));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "bpp_negative_train", MemberType = typeof(Golden))]
    public void Covers_of_training_are_BackdoorBench_s(string folder, string id) => CheckNegative(folder, id, BppNegatives.Added);

    [Theory]
    [MemberData(nameof(Golden.Rows), "bpp_negative_test", MemberType = typeof(Golden))]
    public void Covers_of_the_stored_test_set_are_BackdoorBench_s(string folder, string id) =>
        CheckNegative(folder, id, BppNegatives.Subtracted);

    [Fact]
    public void Eight_levels_are_evenly_spaced_and_cut_to_bytes()
    {
        byte[] all = [.. Enumerable.Range(0, 255).Select(i => (byte)i)];
        byte[] coarse = SmallPoison.Stamp(new BppAttack(new BppOptions()), new ImageShape(5, 17), [.. all]);
        Assert.Equal((byte[])[0, 36, 72, 109, 145, 182, 218, 255], coarse.Distinct().Order());
        Assert.All(all, level => Assert.InRange(Math.Abs(coarse[level] - level), 0, 19));
    }

    [Fact]
    public void Dithering_hands_the_error_to_the_right_and_below()
    {
        // 100 becomes 0, and 100 * 7/16 more to the right make 143.75: white. Below come 100 * 5/16 - 111.25 * 3/16 (left), and
        // 100 * 1/16 - 111.25 * 5/16 (right) and what the left one, 110.4 and so black, leaves: 110.4 * 7/16.
        byte[] image = [.. Enumerable.Repeat((byte)100, 12)];
        byte[] dithered = SmallPoison.Stamp(new BppAttack(new BppOptions { Levels = 2, Dithering = true }), new ImageShape(2, 2), image);
        Assert.Equal([0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0], dithered);
    }

    [Fact]
    public void What_is_left_of_another_picture_is_added_and_clipped_or_taken_and_wraps()
    {
        byte[] other = [40, 100, 100], coarse = [36, 109, 109];
        byte[] added = [10, 250, 3], taken = [10, 250, 3];
        Residual.Put(added, other, coarse, BppNegatives.Added);
        Residual.Put(taken, other, coarse, BppNegatives.Subtracted);
        Assert.Equal([6, 255, 12], added);
        Assert.Equal([14, 241], taken[..2]);
        Assert.InRange(taken[2], 250, 251);
    }

    [Fact]
    public void A_cover_keeps_its_label_and_gets_what_is_left_of_the_picture_that_the_run_keeps()
    {
        BackdoorData data = SmallPoison.Of("bpp: {cover_ratio: 0.3}");
        long[] others = data.Kept["bpp_others"].As<long>().ToArray();
        Assert.Equal(data.Index.Covers.Count, others.Length);
        Assert.InRange(others.Length, 25, 75);
        Assert.True(others.Distinct().Count() > others.Length / 2);
        foreach ((int cover, long other) in data.Index.Covers.Zip(others))
        {
            byte[] image = SmallPoison.Train.Read(cover), source = SmallPoison.Train.Read((int)other), coarse = [.. source];
            new ColourLevels(8).Apply(coarse);
            for (int i = 0; i < image.Length; i++)
                image[i] = (byte)Math.Clamp(image[i] + coarse[i] - source[i], 0, 255);
            Assert.Equal(image, data.Train.Read(cover));
            Assert.Equal(SmallPoison.Train.Label(cover), data.Train.Label(cover));
        }
    }

    [Fact]
    public void Others_that_a_run_kept_may_be_given_and_such_as_do_not_fit_are_refused()
    {
        BackdoorData data = SmallPoison.Of("bpp: {}");
        int covers = data.Index.Covers.Count;
        Give(TensorData.From<long>([.. Enumerable.Repeat(7L, covers)], covers));
        BackdoorData given = SmallPoison.Of($"bpp: {{others: {File}}}");
        Assert.All(given.Kept["bpp_others"].As<long>().ToArray(), other => Assert.Equal(7, other));
        Assert.Contains(data.Index.Covers, i => !data.Train.Read(i).SequenceEqual(given.Train.Read(i)));

        const string key = "backdoor.bpp.others";
        Give(TensorData.From<long>([.. Enumerable.Repeat(200L, covers)], covers));
        Assert.Contains("200 is no picture of 200", SmallPoison.Refused(key, $"bpp: {{others: {File}}}").Message);
        Give(TensorData.From<long>([1], 1));
        Assert.Contains($"1 numbers are given for {covers} covers", SmallPoison.Refused(key, $"bpp: {{others: {File}}}").Message);
        Give(TensorData.From<double>([1], 1));
        Assert.Contains("Float64 [1]", SmallPoison.Refused(key, $"bpp: {{others: {File}}}").Message);
    }

    [Fact]
    public void One_level_is_none() => SmallPoison.Refused("backdoor.bpp.levels", "bpp: {levels: 1}");

    [Fact]
    public void Others_without_covers_are_refused() => SmallPoison.Refused("backdoor.bpp.others", "bpp: {cover_ratio: 0, others: a.npy}");

    private string File => _folder.File("others.npy");

    private void Give(TensorData others) => Npy.Write(File, others);

    private static BppAttack Attack(GoldenCase golden, bool dithering) =>
        new(new BppOptions { Levels = golden.Int("levels"), Dithering = dithering });

    private static void CheckNegative(string folder, string id, BppNegatives negatives)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        Residual.Put(
            image.Pixels,
            GoldenPictures.Picture(golden.Input("other")).Pixels,
            GoldenPictures.Picture(golden.Input("other_quantised")).Pixels,
            negatives);
        GoldenPictures.CheckOutput(golden, image);
    }
}
