using FragSim.Sim.Kernel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FragSim.Tests.Architecture;

/// <summary>A strategy asks the machine to move and to charge; it edits no list and no ledger.
/// The compiler sees to it: these statements are compiled as a strategy outside the project.
/// </summary>
public sealed class StrategySurfaceTests
{
    [Theory]
    [InlineData("zone.Free.AddHead(pfn, 0, MigrateType.Movable);")]
    [InlineData("zone.Free.AddTail(pfn, 0, MigrateType.Movable);")]
    [InlineData("zone.Free.Remove(pfn);")]
    [InlineData("zone.Free.MoveToTail(pfn, MigrateType.Movable);")]
    [InlineData("zone.Free.TurnTo(pfn, true);")]
    [InlineData("zone.Buddy.Take(0, MigrateType.Movable);")]
    [InlineData("zone.Buddy.TakeBlock(pfn, 1, 0, MigrateType.Movable);")]
    [InlineData("zone.Buddy.Put(pfn, 0, MigrateType.Movable);")]
    [InlineData("zone.Buddy.Expand(pfn, 0);")]
    [InlineData("zone.Lru.Add(pfn);")]
    [InlineData("zone.Lru.Remove(pfn);")]
    [InlineData("zone.Lru.Rotate(pfn);")]
    [InlineData("zone.Pcp!.Put(pfn, 0);")]
    [InlineData("zone.Pcp!.Take(0, MigrateType.Movable);")]
    [InlineData("zone.Pageblocks.SetType(pfn, MigrateType.Movable);")]
    [InlineData("machine.Frames.AddHead(0, pfn);")]
    [InlineData("machine.Ledger = new Ledger();")]
    [InlineData("machine.Ledger.Failure = FailureCause.Unmovable;")]
    [InlineData("machine.Ledger.Path = GrantPath.Free;")]
    [InlineData("machine.Ledger.Spent.ScanNs += 1;")]
    [InlineData("machine.NowNs += 1;")]
    public void The_compiler_refuses_a_strategy_that(string edits) =>
        Assert.NotEmpty(Errors(edits));

    [Fact]
    public void The_compiler_accepts_verbs_that_move_and_charge() =>
        Assert.Empty(Errors("""
            using (machine.ChargeTo(new Ledger()))
                machine.Ledger.ChargeFallback(machine.Costs);
            zone.Steal(pfn, MigrateType.Movable);
            zone.Claim(pfn, 9, MigrateType.Movable);
            zone.Split(pfn, 0);
            if (zone.Capture(9, MigrateType.Movable) == Pfn.None)
                machine.Ledger.Refuse(FailureCause.Unmovable);
            else
                machine.Ledger.Grant(GrantPath.Compacted);
            """));

    private static string[] Errors(string statements)
    {
        string strategy = $$"""
            using FragSim.Sim.Base;
            using FragSim.Sim.Kernel;
            using FragSim.Sim.Memory;

            public static class Outsider
            {
                public static void Act(Machine machine, Zone zone, uint pfn)
                {
                    {{statements}}
                }
            }
            """;
        return [.. CSharpCompilation.Create(
            "Outsider", [CSharpSyntaxTree.ParseText(strategy)],
            FolderGraph.Libraries().Append(
                MetadataReference.CreateFromFile(typeof(Machine).Assembly.Location)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.GetMessage(null))];
    }
}
