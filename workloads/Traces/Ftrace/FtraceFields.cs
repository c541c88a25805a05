using FragSim.Sim.Base;
using FragSim.Traces.Text;

namespace FragSim.Traces.Ftrace;

/// <summary>Walks along the <c>name=value</c> fields of one line, in the order the kernel prints
/// them.</summary>
internal ref struct FtraceFields(ReadOnlySpan<byte> rest, LineReader lines)
{
    private ReadOnlySpan<byte> rest = rest;

    /// <summary>The next field has this name.</summary>
    public readonly bool Begins(ReadOnlySpan<byte> name) => rest.StartsWith(name);

    /// <summary>The rest of the line after <c>name=</c>.</summary>
    public void Skip(ReadOnlySpan<byte> name)
    {
        if (rest.StartsWith(name))
        {
            rest = rest[name.Length..];
            return;
        }
        int at = rest.IndexOf(name);
        if (at < 0)
            throw Missing(name);
        rest = rest[(at + name.Length)..];
    }

    /// <summary>The value up to the next space.</summary>
    public ReadOnlySpan<byte> Word(ReadOnlySpan<byte> name)
    {
        Skip(name);
        int length = rest.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = length < 0 ? rest : rest[..length];
        rest = length < 0 ? [] : rest[(length + 1)..];
        return word;
    }

    /// <summary>The same, where blanks may stand before the value: kernels before 5.2 print
    /// <c>(null)</c> in as many columns as an address has.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> word = Word(name);
        if (!word.IsEmpty)
            return word;
        rest = rest.TrimStart((byte)' ');
        return rest.StartsWith("("u8) ? Word([]) : [];
    }

    /// <summary>A number, of which -1 is the largest there is.</summary>
    public ulong SignedNumber(ReadOnlySpan<byte> name)
    {
        Skip(name);
        if (!rest.StartsWith("-"u8))
            return Unsigned(name);
        rest = rest[1..];
        return Digits(name, 10, 0) == 1 ? ulong.MaxValue
            : throw lines.At($"{Text(name)} is below 0; the line is damaged");
    }

    /// <summary>A decimal number, or hexadecimal after <c>0x</c>.</summary>
    public ulong Number(ReadOnlySpan<byte> name)
    {
        Skip(name);
        return Unsigned(name);
    }

    /// <summary>A hexadecimal number, with or without <c>0x</c>.</summary>
    public ulong Hex(ReadOnlySpan<byte> name)
    {
        Skip(name);
        return Digits(name, 16u, rest.StartsWith("0x"u8) ? 2 : 0);
    }

    /// <summary>A number that must not be above a limit.</summary>
    public uint Number(ReadOnlySpan<byte> name, uint max)
    {
        ulong value = Number(name);
        if (value > max)
            throw lines.At($"{Text(name)}{value} is above {max}; the line is damaged");
        return (uint)value;
    }

    private ulong Unsigned(ReadOnlySpan<byte> name)
    {
        bool hex = rest.StartsWith("0x"u8);
        return Digits(name, hex ? 16u : 10u, hex ? 2 : 0);
    }

    private ulong Digits(ReadOnlySpan<byte> name, uint radix, int at)
    {
        ulong value = 0;
        int first = at;
        for (; at < rest.Length; at++)
        {
            int digit = Digit(rest[at]);
            if ((uint)digit >= radix)
                break;
            value = value * radix + (uint)digit;
        }
        bool bad = at == first || at - first > (radix == 16 ? 16 : 20)
            || (at < rest.Length && rest[at] != ' ');
        if (bad)
            throw lines.At($"{Text(name)} has no number that fits; the line is damaged");
        rest = at < rest.Length ? rest[(at + 1)..] : [];
        return value;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };

    private readonly InputException Missing(ReadOnlySpan<byte> name) =>
        lines.At($"the event has no {Text(name)}; the line is damaged or cut");

    private static string Text(ReadOnlySpan<byte> name) =>
        System.Text.Encoding.ASCII.GetString(name);
}
