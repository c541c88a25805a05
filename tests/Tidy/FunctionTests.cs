using Xunit;

namespace FragSim.Tests.Tidy;

public sealed class FunctionTests
{
    [Fact]
    public void A_function_is_measured_from_its_first_word_to_its_closing_brace() =>
        Assert.Equal([new Function(4, 6, 2)], Function.Of("""
            class A
            {
                [Pure] // A comment
                int Sum(int a, int b)
                {
                    if (a > b)
                    {
                    }
                }
            }
            """));

    [Theory]
    [InlineData("void Read(in FtraceRecord record)\n{\n}")]
    [InlineData("void Read(object @struct)\n{\n}")]
    [InlineData("A(int record)\n{\n}")]
    [InlineData("public static A operator !(A record)\n{\n}")]
    public void The_names_of_its_parameters_hide_no_function(string function) =>
        Assert.Equal([new Function(1, 3, 1)], Function.Of($"class A {{ {function} }}"));

    [Theory]
    [InlineData("int X =>\n1;", 0)]
    [InlineData("int X()\n=> 1;", 1)]
    [InlineData("int X\n{\nget => 1;\nset { } }", 2)]
    [InlineData("void X() { int Y(int a) => a; }", 2)]
    [InlineData("System.Func<int, int> X() => a => a + 1;", 2)]
    public void Accessors_local_functions_and_lambdas_are_functions_too(string member, int count) =>
        Assert.Equal(count, Function.Of($"class A {{ {member} }}").Count());

    [Theory]
    [InlineData("class A(int a, int b, int c);", 3)]
    [InlineData("record A(int a, int b, int c);", 0)]
    public void A_class_takes_what_its_main_constructor_takes_and_a_record_is_data(
        string type, int parameters) =>
        Assert.Equal(parameters, Function.Of(type).Sum(f => f.Parameters));
}
