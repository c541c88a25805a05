using FragSim.Sim.Base;
using Spectre.Console.Rendering;

namespace FragSim.Cli.Terminal;

/// <summary>Escapes what does not print in all text that is drawn; the terminal's own commands
/// pass.</summary>
internal sealed class PrintableHook : IRenderHook
{
    public IEnumerable<IRenderable> Process(
        RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(r => new Escaped(r));

    private sealed class Escaped(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) =>
            inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(Escape);

        private static Segment Escape(Segment segment)
        {
            string text = segment.IsControlCode ? segment.Text : Printable.Text(segment.Text);
            return text == segment.Text ? segment : new Segment(text, segment.Style);
        }
    }
}
