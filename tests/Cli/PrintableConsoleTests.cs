using FragSim.Cli.Terminal;
using FragSim.Tests.Workloads;
using Spectre.Console;
using Spectre.Console.Testing;
using Xunit;

namespace FragSim.Tests.Cli;

/// <summary>Names out of files and arguments are no commands to the terminal.</summary>
public sealed class PrintableConsoleTests
{
    private const string Hostile = "\u001b]0;x\u0007\u202ename";
    private const string Shown = @"\u001b]0;x\u0007\u202ename";

    [Fact]
    public void A_guarded_writer_writes_what_prints_and_line_breaks()
    {
        using StringWriter below = new() { NewLine = "\n" };
        using PrintableWriter writer = new(below) { NewLine = "\n" };
        writer.WriteLine(Hostile);
        writer.Write('\u009b');
        writer.Write(Hostile.ToCharArray());
        writer.Write("{0}", Hostile);
        Assert.Equal($"{Shown}\n" + @"\u009b" + Shown + Shown, below.ToString());
    }

    [Fact]
    public void Texts_in_tables_are_escaped_and_colours_stay()
    {
        using TestConsole console = new TestConsole().EmitAnsiSequences().Width(200);
        console.Profile.Capabilities.ColorSystem = ColorSystem.TrueColor;
        console.Pipeline.Attach(new PrintableHook());
        Table table = new();
        table.AddColumn(new TableColumn(new Text(Hostile)));
        console.Write(table);
        console.WriteLine(Hostile, new Style(Color.Red));
        Assert.Contains(Shown, console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0", console.Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_a_file_nor_its_name_nor_an_argument_reaches_the_terminal_as_it_is()
    {
        using TempFolder folder = new();
        string path = folder.File("a\u001b[2J\u202e.csv",
            "time_ns,op,id,order,mobility\n0,\u001b]0;pwned\u0007,1,0,x\n");
        foreach (string[] words in (string[][])[["trace", "validate", path],
            ["run", "--strategy", Hostile], ["run", "--memory", Hostile], [Hostile]])
        {
            FragsimProcess run = FragsimProcess.Run(words);
            Assert.NotEqual(0, run.ExitCode);
            Assert.NotEmpty(run.Error);
            Assert.DoesNotContain(run.Error + run.Output, c => c != '\n' && char.IsControl(c));
            Assert.DoesNotContain('\u202e', run.Error + run.Output);
        }
    }
}
