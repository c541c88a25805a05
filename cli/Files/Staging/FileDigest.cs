using System.Security.Cryptography;

namespace FragSim.Cli.Files.Staging;

/// <summary>A file by its name, length and SHA-256.</summary>
internal sealed record FileDigest(string Path, long Bytes, string Sha256)
{
    /// <param name="path">The file to read.</param>
    /// <param name="name">The name to give it.</param>
    public static FileDigest Of(string path, string name)
    {
        using FileStream stream = File.OpenRead(path);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new FileDigest(name, stream.Length, hash);
    }
}
