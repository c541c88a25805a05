using FragSim.Tests.Tidy;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FragSim.Tests.Architecture;

/// <summary>Which folder uses which, as the compiler resolves every name; text in comments is no
/// use.</summary>
internal sealed class FolderGraph
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO;
        global using System.Linq; global using System.Net.Http; global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly SortedDictionary<(string From, string To), SortedSet<string>> arrows = [];

    private FolderGraph()
    {
    }

    /// <summary>Of each arrow the uses, as <c>User->Used</c>.</summary>
    public IReadOnlyDictionary<(string From, string To), SortedSet<string>> Arrows => arrows;

    /// <summary>Reads the sources of the product.</summary>
    public static FolderGraph Read()
    {
        string[] files = [.. Repository.Sources.Where(f =>
            !f.StartsWith("tests/", StringComparison.Ordinal)
            && !f.StartsWith("bench/", StringComparison.Ordinal))];
        SyntaxTree[] trees = [.. files.AsParallel().AsOrdered().Select(file =>
            CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf(file)), path: file))];
        CSharpCompilation all = CSharpCompilation.Create(
            "all", trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings)), Libraries(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var graph = new FolderGraph();
        foreach (var (file, used) in trees.AsParallel().AsOrdered()
            .Select(tree => (tree.FilePath, Used: Uses(all.GetSemanticModel(tree)))))
        {
            foreach (INamedTypeSymbol type in used)
                graph.Add(file, type);
        }
        return graph;
    }

    /// <summary>Folders from each of which all the others can be reached.</summary>
    public IEnumerable<string[]> Circles()
    {
        ILookup<string, string> next = arrows.Keys.ToLookup(a => a.From, a => a.To);
        string[] folders = [.. arrows.Keys.Select(a => a.From).Distinct()];
        Dictionary<string, HashSet<string>> reached =
            folders.ToDictionary(f => f, f => Reach(f, next));
        return folders
            .Select(f => reached[f].Where(g => reached.GetValueOrDefault(g)?.Contains(f) ?? false))
            .Select(circle => circle.Order(StringComparer.Ordinal).ToArray())
            .Where(circle => circle.Length > 1)
            .DistinctBy(circle => string.Join(' ', circle));
    }

    /// <summary>The runtime's own libraries, and those of the packages beside the tests.</summary>
    public static IEnumerable<MetadataReference> Libraries() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && name != "fragsim.dll"
                && !name.StartsWith("FragSim", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static HashSet<string> Reach(string from, ILookup<string, string> next)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([from]);
        while (open.TryPop(out string? folder))
        {
            foreach (string to in next[folder].Where(reached.Add))
                open.Push(to);
        }
        return reached;
    }

    private void Add(string file, INamedTypeSymbol type)
    {
        string from = Folder(file);
        string to = Folder(type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath);
        if (from == to)
            return;
        if (!arrows.TryGetValue((from, to), out SortedSet<string>? uses))
            arrows[(from, to)] = uses = new SortedSet<string>(StringComparer.Ordinal);
        uses.Add($"{Path.GetFileNameWithoutExtension(file)}->{type.Name}");
    }

    private static string Folder(string file) => Path.GetDirectoryName(file)!;

    private static HashSet<INamedTypeSymbol> Uses(SemanticModel model)
    {
        HashSet<INamedTypeSymbol> used = new(SymbolEqualityComparer.Default);
        foreach (SimpleNameSyntax name in model.SyntaxTree.GetRoot().DescendantNodes(
            node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
        {
            SymbolInfo info = model.GetSymbolInfo(name);
            foreach (ISymbol symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
            {
                if (Outermost(symbol) is { DeclaringSyntaxReferences.Length: > 0 } type)
                    used.Add(type);
            }
        }
        return used;
    }

    private static INamedTypeSymbol? Outermost(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            symbol = extension;
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }
}
