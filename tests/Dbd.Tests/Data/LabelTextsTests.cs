using Dbd.Data;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class LabelTextsTests
{
    [Theory]
    [InlineData("10.0 2.0 0.0", "10 2 0", "0 2 10")]
    [InlineData("10 9 -1", "10 9 -1", "-1 9 10")]
    [InlineData("1e1 +2", "10 2", "2 10")]
    [InlineData("002 001 010", "002 001 010", "001 002 010")]
    [InlineData("18446744073709551615 3", "18446744073709551615 3", "3 18446744073709551615")]
    [InlineData("b a B", "b a B", "B a b")]
    [InlineData("0 b 1", "0 b 1", "0 1 b")]
    public void Labels_are_numbers_by_value_or_names_in_ordinal_order(string labels, string names, string classes)
    {
        List<string> warnings = [];
        string[] read = Names(warnings, labels.Split(' '));
        Assert.Equal(names.Split(' '), read);
        Assert.Equal(classes.Split(' '), LabelTexts.Classes([.. read, .. read]));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Two_spellings_of_a_number_are_one_class_and_that_is_said()
    {
        List<string> warnings = [];
        Assert.Equal(["1", "1", "7", "1"], Names(warnings, "1", "1.0", "07.0", "01"));
        Assert.Equal(["The labels '1' and '1.0' and '01' are one number, and so one class: 1."], warnings);
    }

    [Theory]
    [InlineData("1 2.5 3", "row 1: its label is '2.5'; expected a whole number")]
    [InlineData("1,0 2,0", "row 0: its label is '1,0'; expected a whole number")]
    [InlineData("1 2 nan", "row 2: its label is missing ('nan')")]
    [InlineData("cat <NA> dog", "row 1: its label is missing ('<NA>')")]
    [InlineData("1 None 3", "row 1: its label is missing ('None')")]
    [InlineData("cat  dog", "row 1: its label is empty")]
    public void A_label_that_is_neither_is_named_by_its_row(string labels, string problem) => Assert.StartsWith(
        problem, Assert.Throws<DbdException>(() => Names([], labels.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_class_that_may_mean_a_missing_label_is_said()
    {
        List<string> warnings = [];
        Assert.Equal(["left", "None", "right"], Names(warnings, "left", "None", "right"));
        Assert.StartsWith("'None' is taken for the name of a class.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_among_names_are_names_and_where_that_moves_them_it_is_said()
    {
        List<string> warnings = [];
        Assert.Equal(["10", "2", "x"], LabelTexts.Classes(Names(warnings, "10", "2", "x")));
        Assert.Equal(
            ["The labels are names, since 'x' is no number: the classes are in ordinal order, and the label of '10' (row 0) is 0."],
            warnings);
    }

    private static string[] Names(List<string> warnings, params string[] labels) =>
        LabelTexts.Names(labels, row => $"row {row}", warnings);
}
