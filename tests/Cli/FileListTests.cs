using FragSim.Cli.Base;
using FragSim.Cli.Files.Staging;
using Xunit;

namespace FragSim.Tests.Cli;

public sealed class FileListTests : IDisposable
{
    private const string Hash = "\"sha256\": \"00\"";

    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("""{ "name": "another program" }""")]
    [InlineData("""{ "fragsim": 1, "files": [] }""")]
    [InlineData("""{ "fragsim": "0", "files": [{ "path": "a" }] }""")]
    [InlineData("""{ "fragsim": "0", "files": {} }""")]
    [InlineData("""{ "fragsim": "0", "files": [], "files": [] }""")]
    [InlineData("""{ "fragsim": "0", "files": [3] }""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void A_manifest_of_another_program_is_told_apart(string manifest) =>
        Assert.Contains("that fragsim did not write", Refusal(manifest), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"..\"")]
    [InlineData("\"../precious.txt\"")]
    [InlineData("\"a/../../precious.txt\"")]
    [InlineData("\"a//b\"")]
    [InlineData("\"./a\"")]
    [InlineData("\"/etc/passwd\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"manifest.json\"")]
    [InlineData("\".fragsim-0123456789abcdef0123456789abcdef/new/a\"")]
    public void A_manifest_that_lists_what_we_never_write_is_not_believed(string name) =>
        Assert.Contains("as fragsim never does", Refusal(Listing(name)), StringComparison.Ordinal);

    [Fact]
    public void A_manifest_that_lists_a_file_twice_is_not_believed() =>
        Assert.Contains("lists 'a'", Refusal(Listing("\"a\"", "\"a\"")), StringComparison.Ordinal);

    [Fact]
    public void A_manifest_that_is_a_link_or_far_too_large_is_not_read()
    {
        File.WriteAllText(place["real.json"], Listing("\"a\""));
        File.CreateSymbolicLink(place["manifest.json"], place["real.json"]);
        Assert.Throws<OutputException>(() => FileList.Read(place.Path, place["manifest.json"]));
        using (FileStream huge = File.Create(place["huge.json"]))
            huge.SetLength(1L << 40);
        Assert.Throws<OutputException>(() => FileList.Read(place.Path, place["huge.json"]));
    }

    [Fact]
    public void A_file_agrees_only_if_it_is_no_link_and_has_the_same_bytes()
    {
        File.WriteAllText(place["a"], "bytes");
        string hash = FileDigest.Of(place["a"], "a").Sha256;
        File.CreateSymbolicLink(place["b"], place["a"]);
        File.WriteAllText(place["c"], "other");
        File.WriteAllText(place["manifest.json"], "{ \"fragsim\": \"0\", \"files\": ["
            + string.Join(',', "abcd".Select(n => $$"""{"path":"{{n}}","sha256":"{{hash}}"}"""))
            + "] }");
        FileList list = FileList.Read(place.Path, place["manifest.json"])!;
        Assert.Equal([true, false, false, false],
            list.Names.Order(StringComparer.Ordinal).Select(list.Agrees));
    }

    private string Refusal(string manifest)
    {
        File.WriteAllText(place["manifest.json"], manifest);
        string message = Assert.Throws<OutputException>(
            () => FileList.Read(place.Path, place["manifest.json"])).Message;
        Assert.InRange(message.Length, 1, 300);
        Assert.DoesNotContain(message, char.IsControl);
        return message;
    }

    private static string Listing(params string[] names) => "{ \"fragsim\": \"0\", \"files\": ["
        + string.Join(',', names.Select(name => $"{{ \"path\": {name}, {Hash} }}")) + "] }";
}
