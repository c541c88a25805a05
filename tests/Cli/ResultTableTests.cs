using FragSim.Cli.Files.Reading;
using FragSim.Sim.Base;
using FragSim.Tests.Workloads;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Messages of the readers of results: file, line, column, what is wrong, remedy.
/// </summary>
public sealed class ResultTableTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Fields => new()
    {
        { "number", "column x: 'y' is not a whole number" },
        { "small", "column x: '70' is not between 0 and 5" },
        { "real", "column x: 'NaN' is not a number" },
        { "bool", "column x: 'yes' is not true or false" },
        { "word", "column x: 'lost' is none of none, " },
        { "seed", "column seed: '-1' is not a whole number, 0 or more" },
    };

    [Theory, MemberData(nameof(Fields))]
    public void A_wrong_field_is_told_by_line_and_column_with_the_remedy(string kind, string what)
    {
        string value = what.Split('\'')[1];
        string path = kind == "seed" ? Row("w,s,-1,0") : Row($"w,s,1,{value}");
        using ResultTable table = new(path);
        table.Next();
        int x = table.Column("x");
        InputException error = Assert.Throws<InputException>(() =>
        {
            object read = kind switch
            {
                "number" => table.Number(x),
                "small" => table.Number(x, 0, 5),
                "real" => table.Real(x),
                "bool" => table.Bool(x),
                "word" => table.Word<FailureCause>(x),
                _ => table.Key(),
            };
        });
        Assert.StartsWith($"{path}:2: {what}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ResultTable.Remedy, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w,s,1", "has 3 fields but the header has 4")]
    [InlineData("w,s,1,\"2\"3", "is no CSV: ")]
    [InlineData("w,s,1,\"2\nw,s,1,3", "is no CSV: ")]
    public void A_wrong_row_is_told_by_its_line_with_the_remedy(string row, string what)
    {
        string path = Row(row);
        InputException error = Assert.Throws<InputException>(() =>
        {
            using ResultTable table = new(path);
            table.Next();
        });
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ResultTable.Remedy, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workload,strategy,seed,seed", "column seed is there twice")]
    [InlineData("workload,strategy,x", "column seed is missing")]
    public void A_wrong_header_is_told_with_the_remedy(string header, string what)
    {
        string path = folder.File("a.csv", header + "\n");
        InputException error =
            Assert.Throws<InputException>(() => new ResultTable(path).Dispose());
        Assert.Equal($"{path}:1: {what}; {ResultTable.Remedy}", error.Message);
    }

    private string Row(string row) =>
        folder.File("a.csv", $"workload,strategy,seed,x\n{row}\n");
}
