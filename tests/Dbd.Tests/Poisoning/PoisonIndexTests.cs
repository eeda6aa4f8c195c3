using CsCheck;

using Dbd.Attacks;
using Dbd.Poisoning;
using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class PoisonIndexTests
{
    private static readonly Gen<int[]> s_labels = Gen.Int[0, 9].Array[0, 300];

    public static IEnumerable<TheoryDataRow<string, string>> Cases => Golden.Rows("poison_indices");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_case_poisons_the_same_samples(string folder, string id)
    {
        GoldenCase test = Golden.Case(folder, id);
        int[] labels = [.. Npy.Read(test.Input()).Bytes.Select(b => (int)b)];
        PoisonIndex index = PoisonIndex.Draw(
            test.Params.GetProperty("seed").GetInt64(),
            test.Params.GetProperty("ratio").GetDouble(),
            test.Params.GetProperty("target").GetInt32(),
            labels);
        Assert.Equal(Npy.Read(test.Output()).As<long>().ToArray(), index.Indices.Select(i => (long)i));
        Assert.Equal(index.Indices.Count, index.Poisoned);
    }

    [Fact]
    public void The_target_class_is_never_poisoned() =>
        Gen.Select(Gen.Long, Gen.Double[0, 1], Gen.Int[0, 9], s_labels).Sample((seed, ratio, target, labels) =>
            PoisonIndex.Draw(seed, ratio, target, labels).Indices.All(i => labels[i] != target));

    [Fact]
    public void Ratio_one_poisons_all_but_the_target_class_and_ratio_zero_none() =>
        Gen.Select(Gen.Long, Gen.Int[0, 9], s_labels).Sample((seed, target, labels) =>
            PoisonIndex.Draw(seed, 1, target, labels).Hash == PoisonIndex.AllBut(target, labels).Hash
            && PoisonIndex.Draw(seed, 0, target, labels).Poisoned == 0);

    [Fact]
    public void A_smaller_ratio_poisons_a_subset() =>
        Gen.Select(Gen.Long, Gen.Double[0, 1], Gen.Double[0, 1], s_labels).Sample((seed, a, b, labels) =>
        {
            PoisonIndex fewer = PoisonIndex.Draw(seed, Math.Min(a, b), 3, labels);
            PoisonIndex more = PoisonIndex.Draw(seed, Math.Max(a, b), 3, labels);
            return fewer.Indices.All(i => more[i]);
        });

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_ratio_that_is_no_share_is_refused(double ratio) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PoisonIndex.Draw(1, ratio, 0, [1, 2]));

    [Fact]
    public void A_saved_index_is_loaded_again()
    {
        using TempFolder folder = new();
        PoisonIndex index = PoisonIndex.Draw(100, 0.5, 3, [.. Enumerable.Range(0, 100).Select(i => i % 10)]);
        index.Save(folder.File("poison_idx.npy"));
        PoisonIndex loaded = PoisonIndex.Load(folder.File("poison_idx.npy"), 100);
        Assert.Equal(index.Indices, loaded.Indices);
        Assert.Equal(index.Hash, loaded.Hash);
        TensorData array = Npy.Read(folder.File("poison_idx.npy"));
        Assert.Equal(ElementType.Float64, array.Type);
        Assert.Equal([100L], array.Shape);
    }

    [Fact]
    public void The_hash_tells_indices_apart_and_their_number_too()
    {
        string[] hashes =
        [
            .. new[] { 2, 3 }.SelectMany(n =>
                new[] { 0, 1 }.Select(target => PoisonIndex.AllBut(target, [.. Enumerable.Range(0, n)]).Hash)),
        ];
        Assert.Equal(4, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(hashes, h => Assert.Matches("^[0-9a-f]{12}$", h));
    }

    [Fact]
    public void A_file_of_another_data_set_is_refused()
    {
        using TempFolder folder = new();
        string path = folder.File("poison_idx.npy");
        PoisonIndex.AllBut(0, [0, 1, 2]).Save(path);
        Assert.Contains("3 samples, but the data set has 4", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 4)).Message);
        Npy.Write(path, TensorData.From<double>([0, 0.5], 2));
        Assert.Contains("0.5 for sample 1", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 2)).Message);
        Npy.Write(path, TensorData.From<long>([0, 1], 2));
        Assert.Contains("Int64 [2]", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 2)).Message);
    }

    [Fact]
    public void The_hash_of_a_plain_plan_is_that_of_its_marks_alone()
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10)];
        PoisonIndex index = PoisonIndex.Draw(100, 0.5, 3, labels);
        byte[] marks = [.. Enumerable.Range(0, 100).Select(i => index[i] ? (byte)1 : (byte)0)];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(marks))[..12], index.Hash);
    }

    [Fact]
    public void The_hash_tells_covers_and_other_labels_apart()
    {
        int[] labels = [0, 1, 2, 0];
        (SampleRole, int) clean = (SampleRole.Clean, 0);
        PoisonPlan[] plans =
        [
            new([(SampleRole.Poisoned, 3), (SampleRole.Poisoned, 3), (SampleRole.Clean, 2), clean]),
            new([(SampleRole.Poisoned, 3), (SampleRole.Poisoned, 3), (SampleRole.Cover, 2), clean]),
            new([(SampleRole.Poisoned, 1), (SampleRole.Poisoned, 2), (SampleRole.Clean, 2), clean]),
            new([(SampleRole.Poisoned, 2), (SampleRole.Poisoned, 3), (SampleRole.Clean, 2), clean]),
            new([(SampleRole.Poisoned, 0), (SampleRole.Poisoned, 1), (SampleRole.Clean, 2), clean]),
            new([(SampleRole.Poisoned, 0), (SampleRole.Clean, 1), (SampleRole.Clean, 2), clean]),
            new([(SampleRole.Poisoned, 3), (SampleRole.Clean, 1), (SampleRole.Clean, 2), clean]),
        ];
        Assert.Equal(plans.Length, plans.Select(p => PoisonIndex.Of(p, labels).Hash).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Covers_and_labels_have_files_of_their_own_only_if_there_are_any()
    {
        using TempFolder folder = new();
        int[] labels = [0, 1, 2, 3];
        string path = folder.File("poison_idx.npy");
        PoisonIndex.Draw(1, 1, 3, labels).Save(path);
        Assert.Equal(["poison_idx.npy"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)));

        PoisonPlan plan = new([(SampleRole.Poisoned, 1), (SampleRole.Cover, 1), (SampleRole.Clean, 2), (SampleRole.Poisoned, 0)]);
        PoisonIndex.Of(plan, labels).Save(path);
        Assert.Equal([1.0, 0, 0, 1], Npy.Read(path).As<double>().ToArray());
        Assert.Equal([0.0, 1, 0, 0], Npy.Read(folder.File("cover_idx.npy")).As<double>().ToArray());
        Assert.Equal([1L, 1, 2, 0], Npy.Read(folder.File("poison_labels.npy")).As<long>().ToArray());
        PoisonIndex loaded = PoisonIndex.Load(path, 4);
        Assert.Equal(PoisonIndex.Of(plan, labels).Hash, loaded.Hash);
        Assert.Equal([1, 1, 2, 0], Enumerable.Range(0, 4).Select(loaded.Plan(labels, targetLabel: 9).Label));
        Assert.Equal([0, 3], loaded.Indices);
        Assert.Equal([1], loaded.Covers);
    }

    [Fact]
    public void Covers_and_labels_of_another_run_are_refused()
    {
        using TempFolder folder = new();
        string path = folder.File("poison_idx.npy");
        PoisonIndex.AllBut(0, [0, 1, 2]).Save(path);
        Npy.Write(folder.File("poison_labels.npy"), TensorData.From<long>([0, -1, 0], 3));
        Assert.Contains("label -1 for sample 1", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 3)).Message);
        Npy.Write(folder.File("cover_idx.npy"), TensorData.From<double>([0, 0, 1], 3));
        Assert.Contains("sample 2 is a cover", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 3)).Message);
        Npy.Write(folder.File("cover_idx.npy"), TensorData.From<double>([0, 1], 2));
        Assert.Contains("2 samples, but the data set has 3", Assert.Throws<DbdException>(() => PoisonIndex.Load(path, 3)).Message);
    }
}
