using System.Globalization;

namespace FragSim.Traces.Ftrace;

/// <summary>Reads <c>GFP_KERNEL|__GFP_ZERO</c>. Flags that do not matter here, and the hexadecimal
/// rest that a kernel prints for bits without a name, are passed over.</summary>
internal sealed class GfpNames
{
    private const int CacheSize = 256;
    private readonly byte[]?[] spellings = new byte[CacheSize][];
    private readonly GfpFlags[] flags = new GfpFlags[CacheSize];

    /// <summary>A recording has some forty spellings, so each is taken apart once.</summary>
    public GfpFlags Parse(ReadOnlySpan<byte> text)
    {
        int slot = text.Length % CacheSize;
        for (int i = 0; i < text.Length; i += 7)
            slot = (slot * 31 + text[i]) & (CacheSize - 1);
        if (spellings[slot] is byte[] known && text.SequenceEqual(known))
            return this.flags[slot];
        GfpFlags flags = Split(text);
        spellings[slot] = text.ToArray();
        this.flags[slot] = flags;
        return flags;
    }

    private static GfpFlags Split(ReadOnlySpan<byte> text)
    {
        GfpFlags flags = GfpFlags.None;
        foreach (Range part in text.Split((byte)'|'))
            flags |= One(text[part]);
        return flags;
    }

    private static GfpFlags One(ReadOnlySpan<byte> name) =>
        name.StartsWith("__GFP_"u8) ? Single(name[6..])
        : name.Length > 0 && char.IsAsciiDigit((char)name[0]) ? Number(name) : Combined(name);

    /// <summary>What a tool prints that has no names for the bits.</summary>
    private static GfpFlags Number(ReadOnlySpan<byte> text)
    {
        bool hex = text.StartsWith("0x"u8);
        return ulong.TryParse(hex ? text[2..] : text,
            hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong bits) ? GfpBits.Read((uint)bits)
            : GfpFlags.None;
    }

    private static GfpFlags Combined(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("GFP_KERNEL"u8) => GfpFlags.Kernel,
        _ when name.SequenceEqual("GFP_KERNEL_ACCOUNT"u8) => GfpFlags.Kernel | GfpFlags.Account,
        _ when name.SequenceEqual("GFP_HIGHUSER_MOVABLE"u8) => GfpFlags.HighuserMovable,
        _ when name.SequenceEqual("GFP_HIGHUSER"u8) => GfpFlags.Highuser,
        _ when name.SequenceEqual("GFP_USER"u8) => GfpFlags.User,
        _ when name.SequenceEqual("GFP_NOFS"u8) => GfpFlags.Nofs,
        _ when name.SequenceEqual("GFP_NOIO"u8) => GfpFlags.Reclaim,
        _ when name.SequenceEqual("GFP_NOWAIT"u8) => GfpFlags.KswapdReclaim,
        _ when name.SequenceEqual("GFP_ATOMIC"u8) =>
            GfpFlags.High | GfpFlags.Atomic | GfpFlags.KswapdReclaim,
        _ when name.SequenceEqual("GFP_TRANSHUGE"u8) =>
            GfpFlags.TranshugeLight | GfpFlags.DirectReclaim,
        _ when name.SequenceEqual("GFP_TRANSHUGE_LIGHT"u8) => GfpFlags.TranshugeLight,
        _ when name.SequenceEqual("GFP_TEMPORARY"u8) => GfpFlags.Nofs | GfpFlags.Fs
            | GfpFlags.Reclaimable,
        // Kernels before 4.6 print single flags without underscores.
        _ => name.StartsWith("GFP_"u8) ? Single(name[4..]) : GfpFlags.None,
    };

    private static GfpFlags Single(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("HIGHMEM"u8) => GfpFlags.Highmem,
        _ when name.SequenceEqual("MOVABLE"u8) => GfpFlags.Movable,
        _ when name.SequenceEqual("RECLAIMABLE"u8) => GfpFlags.Reclaimable,
        _ when name.SequenceEqual("HIGH"u8) => GfpFlags.High,
        _ when name.SequenceEqual("ATOMIC"u8) => GfpFlags.Atomic,
        _ when name.SequenceEqual("IO"u8) => GfpFlags.Io,
        _ when name.SequenceEqual("FS"u8) => GfpFlags.Fs,
        _ when name.SequenceEqual("NOWARN"u8) => GfpFlags.Nowarn,
        _ when name.SequenceEqual("RETRY_MAYFAIL"u8) => GfpFlags.RetryMayfail,
        _ when name.SequenceEqual("NOFAIL"u8) => GfpFlags.Nofail,
        _ when name.SequenceEqual("NORETRY"u8) => GfpFlags.Noretry,
        _ when name.SequenceEqual("COMP"u8) => GfpFlags.Comp,
        _ when name.SequenceEqual("ZERO"u8) => GfpFlags.Zero,
        _ when name.SequenceEqual("NOMEMALLOC"u8) => GfpFlags.Nomemalloc,
        _ when name.SequenceEqual("HARDWALL"u8) => GfpFlags.Hardwall,
        _ when name.SequenceEqual("ACCOUNT"u8) => GfpFlags.Account,
        _ when name.SequenceEqual("WRITE"u8) => GfpFlags.Write,
        // Until 4.13, and until 4.4.
        _ when name.SequenceEqual("REPEAT"u8) => GfpFlags.RetryMayfail,
        _ when name.SequenceEqual("WAIT"u8) => GfpFlags.Reclaim,
        _ when name.SequenceEqual("RECLAIM"u8) => GfpFlags.Reclaim,
        _ when name.SequenceEqual("DIRECT_RECLAIM"u8) => GfpFlags.DirectReclaim,
        _ when name.SequenceEqual("KSWAPD_RECLAIM"u8) => GfpFlags.KswapdReclaim,
        _ => GfpFlags.None,
    };
}
