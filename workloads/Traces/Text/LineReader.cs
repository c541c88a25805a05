using FragSim.Sim.Base;

namespace FragSim.Traces.Text;

/// <summary>Lines of a file as bytes, numbered from 1, without a string for each.</summary>
/// <param name="path">Opened through <see cref="TextFile"/>; named in errors.</param>
/// <param name="maxLineBytes">A longer line is an error: no file may take all memory.</param>
/// <param name="ahead">Reads and gunzips on another thread.</param>
internal sealed class LineReader(string path, int maxLineBytes, bool ahead) : IDisposable
{
    private readonly Stream stream =
        ahead ? new ReadAhead(path) : TextFile.Open(path);
    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;
    private bool ended;
    private bool begun;

    public string Path => path;

    /// <summary>How much of the file was read, 0 to 1; 0 when it is not read ahead.</summary>
    public double Fraction => stream is ReadAhead ahead ? ahead.Fraction : 0;

    /// <summary>The number of the line that <see cref="Next"/> gave last.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line without its line break; valid until the next call.</summary>
    /// <exception cref="InputException">The file is damaged or a line too long.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        if (!begun)
            Begin();
        int from = start;
        while (true)
        {
            int length = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (length > maxLineBytes || (length < 0 && end - start > maxLineBytes))
            {
                LineNumber++;
                throw At($"the line is longer than {maxLineBytes} bytes; this is no such file");
            }
            if (length >= 0)
            {
                line = Take(from + length - start, 1);
                return true;
            }
            int searched = end - start;
            if (ended || !Fill())
            {
                line = Take(end - start, 0);
                return searched > 0;
            }
            from = start + searched;
        }
    }

    /// <summary>An error in the current line.</summary>
    public InputException At(string message) =>
        InputException.At(path, Math.Max(1, LineNumber), message);

    public void Dispose() => stream.Dispose();

    /// <summary>Skips a byte order mark, which some editors put before UTF-8.</summary>
    private void Begin()
    {
        begun = true;
        while (end < 4 && !ended && Fill())
            continue;
        ReadOnlySpan<byte> head = buffer.AsSpan(0, end);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
            start = 3;
    }

    private ReadOnlySpan<byte> Take(int length, int lineBreak)
    {
        ReadOnlySpan<byte> line = buffer.AsSpan(start, length);
        start += length + lineBreak;
        if (length + lineBreak > 0)
            LineNumber++;
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        try
        {
            int got = stream.Read(buffer, end, buffer.Length - end);
            if (LineNumber == 0 && end == 0)
                TextKind.Check(path, buffer.AsSpan(0, got));
            end += got;
            ended = got == 0;
            return !ended;
        }
        catch (Exception e) when (TextFile.IsDamage(e))
        {
            throw TextFile.Damaged(path, LineNumber, e);
        }
    }
}
