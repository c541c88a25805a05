using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FragSim.Tests.Tidy;

/// <summary>A function of a source file, as the compiler's syntax tree has it: a method,
/// constructor, operator, accessor, local function or lambda. The main constructor of a class
/// counts by its parameters; that of a record is its data.</summary>
/// <param name="Line">Where it begins, from 1; attributes and comments before it do not count.
/// </param>
/// <param name="Lines">From there to its last.</param>
/// <param name="Parameters">How many it takes.</param>
internal sealed record Function(int Line, int Lines, int Parameters)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    public static IEnumerable<Function> Of(string source) =>
        CSharpSyntaxTree.ParseText(source, Options).GetRoot().DescendantNodes()
            .Select(Read).OfType<Function>();

    private static Function? Read(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => From(
            method, method.AttributeLists, method.ParameterList),
        LocalFunctionStatementSyntax local => From(
            local, local.AttributeLists, local.ParameterList),
        AccessorDeclarationSyntax accessor => From(accessor, accessor.AttributeLists, null),
        ParenthesizedLambdaExpressionSyntax lambda => From(
            lambda, lambda.AttributeLists, lambda.ParameterList),
        SimpleLambdaExpressionSyntax lambda => From(lambda, lambda.AttributeLists, null),
        ClassDeclarationSyntax { ParameterList: { } list } => From(list, default, list),
        StructDeclarationSyntax { ParameterList: { } list } => From(list, default, list),
        _ => null,
    };

    private static Function From(SyntaxNode node, SyntaxList<AttributeListSyntax> attributes,
        ParameterListSyntax? parameters)
    {
        SyntaxToken first = attributes.Count == 0
            ? node.GetFirstToken() : attributes[^1].GetLastToken().GetNextToken();
        LinePositionSpan span = node.SyntaxTree.GetLineSpan(
            TextSpan.FromBounds(first.SpanStart, node.Span.End)).Span;
        return new Function(span.Start.Line + 1, span.End.Line - span.Start.Line + 1,
            parameters?.Parameters.Count ?? 1);
    }
}
