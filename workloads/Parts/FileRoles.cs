using FragSim.Sim.Base;

namespace FragSim.Workloads.Parts;

/// <summary>Which files of a set are headers, sources and objects: the first tenth are headers,
/// read by popularity; the rest are sources, compiled one after another, and their objects.
/// </summary>
internal sealed class FileRoles
{
    private readonly int headers;
    private readonly int sources;
    private readonly Zipf popularity;
    private int nextSource;

    public FileRoles(int files)
    {
        headers = Math.Max(files / 10, 1);
        sources = (files - headers) / 2;
        popularity = new Zipf(headers);
    }

    public int Header(Rng rng) => popularity.Draw(rng);

    /// <summary>The next source, round and round.</summary>
    public int NextSource()
    {
        int source = headers + nextSource;
        nextSource = (nextSource + 1) % sources;
        return source;
    }

    public int ObjectOf(int source) => source + sources;
}
