using FragSim.Cli.Base;
using FragSim.Traces.Text;

namespace FragSim.Cli.Terminal;

/// <summary>A standard stream of the process, which may be full or closed. A pipe whose reader has
/// gone is neither: the rest is dropped, as other tools do.</summary>
/// <param name="inner">The system's stream.</param>
/// <param name="name">What messages call it.</param>
/// <param name="isVital">Does work end when it cannot be written?</param>
internal sealed class GuardedStream(Stream inner, string name, bool isVital)
    : WriteOnlyStream(inner)
{
    public bool HasFailed { get; private set; }

    /// <exception cref="OutputException">The stream is vital, and cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (HasFailed)
            return;
        try
        {
            Inner.Write(buffer);
        }
        catch (Exception e) when (IoReason.IsRefusal(e))
        {
            HasFailed = true;
            if (isVital)
            {
                throw new OutputException(
                    $"{name}: cannot be written: {IoReason.Of(e)}; send it elsewhere.", e);
            }
        }
    }

    public override void Flush()
    {
    }
}
