using System.Text;
using FragSim.Sim.Base;

namespace FragSim.Cli.Terminal;

/// <summary>A writer below which nothing but printable text and line breaks arrives.</summary>
internal sealed class PrintableWriter(TextWriter below) : TextWriter
{
    public override Encoding Encoding => below.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) =>
        Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => below.Write(Printable.Text(value ?? ""));

    public override void Flush() => below.Flush();
}
