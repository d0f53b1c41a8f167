using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Notebooks.Tests.Parameters;

public class ParameterListTests
{
    private const string Declarations = """
        // parameters
        var depths = 1..8;        // [1, 16] numbers of hidden layers; quick: 1..3
        var agreement = 0.9;      // [0, 1] probability that the features agree
        var variant = "plain";    // {plain, none, rotated} which data; quick: none
        var isShown = true;       // whether to show; it is cheap
        var width = 120;          // [1, ∞] width of a layer
        long big = 5;
        float rate = 1e-3f;       // learning rate
        var seeds = new[] { 1, 2, 3 };  // [0, 100] seeds
        double[] rates = [0.1, 1];
        var names = new[] { "a", "b" }; // {a, b, c} names
        var offset = -2;          // [-5, 5]
        """;

    private static ParameterList Read(string code) => ParameterList.Read(Notebook.Parse("#!markdown\n\n# T\n\n#!csharp\n\n" + code, "p.dib"));

    private static string Resolve(string name, string text) =>
        Read(Declarations).Resolve(new Dictionary<string, string> { [name] = text }, quick: false).Single(value => value.Parameter.Name == name).Text;

    private static string Refuse(string name, string text) =>
        Assert.Throws<NotebookInputException>(() => Resolve(name, text)).Message;

    [Fact]
    public void Declarations_are_read_with_type_default_domain_text_and_quick_value()
    {
        var parameters = Read(Declarations).Items;
        Assert.Equal(
            ["Range depths", "double agreement", "string variant", "bool isShown", "int width", "long big", "float rate", "int[] seeds", "double[] rates", "string[] names", "int offset"],
            parameters.Select(parameter => $"{parameter.TypeName} {parameter.Name}"));
        Assert.Equal(("1..8", "[1, 16]", "numbers of hidden layers", "1..3"), (parameters[0].Default, parameters[0].Domain.ToString(), parameters[0].Description, parameters[0].Quick));
        Assert.Equal("{plain, none, rotated}", parameters[2].Domain.ToString());
        Assert.Equal("whether to show; it is cheap", parameters[3].Description);
        Assert.Null(parameters[3].Quick);
    }

    [Theory]
    [InlineData("depths", "2..5", "2..5")]
    [InlineData("agreement", "1", "1.0")]
    [InlineData("agreement", "5e-1", "0.5")]
    [InlineData("variant", "rotated", "\"rotated\"")]
    [InlineData("variant", "\"none\"", "\"none\"")]
    [InlineData("isShown", "false", "false")]
    [InlineData("width", "1_000", "1000")]
    [InlineData("big", "5000000000", "5000000000L")]
    [InlineData("rate", "0.5", "0.5f")]
    [InlineData("seeds", "7", "new int[] { 7 }")]
    [InlineData("seeds", "[7, 8]", "new int[] { 7, 8 }")]
    [InlineData("seeds", "7,8", "new int[] { 7, 8 }")]
    [InlineData("rates", "1, 0.25", "new double[] { 1.0, 0.25 }")]
    [InlineData("names", "c,a", "new string[] { \"c\", \"a\" }")]
    [InlineData("names", "[c, a]", "new string[] { \"c\", \"a\" }")]
    [InlineData("offset", "-5", "-5")]
    public void A_value_becomes_a_literal_of_the_parameters_type(string name, string text, string literal) =>
        Assert.Equal(literal, Resolve(name, text));

    [Theory]
    [InlineData("depths", "0..4", "depths must lie in [1, 16], but was '0..4'; try --set depths=1..8")]
    [InlineData("depths", "2..99", "must lie in [1, 16]")]
    [InlineData("depths", "5..2", "must be of type Range")]
    [InlineData("depths", "5", "depths must be of type Range, but was '5'; write it as --set depths=1..8")]
    [InlineData("agreement", "1.5", "agreement must lie in [0, 1], but was '1.5'; try --set agreement=0.9")]
    [InlineData("agreement", "NaN", "must be of type double")]
    [InlineData("agreement", "1e999", "must be of type double")]
    [InlineData("variant", "twisted", "variant must lie in {plain, none, rotated}, but was 'twisted'; try --set variant=plain")]
    [InlineData("isShown", "yes", "must be of type bool")]
    [InlineData("width", "0", "must lie in [1, ∞]")]
    [InlineData("width", "1.5", "must be of type int")]
    [InlineData("width", "9999999999", "must be of type int")]
    [InlineData("width", "1; System.Environment.Exit(3)", "must be of type int")]
    [InlineData("seeds", "1,x", "must be of type int[]")]
    [InlineData("seeds", "1,101", "seeds must lie in [0, 100], but was '1,101'; try --set seeds=1,2,3")]
    [InlineData("seeds", "[]", "seeds must lie in [0, 100], but was '[]'; try --set seeds=1,2,3")]
    [InlineData("names", "a,d", "must lie in {a, b, c}")]
    [InlineData("dephts", "1..2", "'dephts' is not; did you mean 'depths'?")]
    public void A_wrong_value_is_refused_with_rule_value_and_remedy(string name, string text, string message)
    {
        var error = Refuse(name, text);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Quick_values_apply_unless_the_user_sets_another()
    {
        var values = Read(Declarations).Resolve(new Dictionary<string, string> { ["variant"] = "rotated" }, quick: true);
        Assert.Equal(["1..3", "0.9", "\"rotated\""], values.Take(3).Select(value => value.Text));
        Assert.Equal([true, false, true], values.Take(3).Select(value => value.IsOverride));
    }

    [Fact]
    public void Without_a_parameters_cell_every_name_is_unknown()
    {
        var parameters = Read("var depth = 3;");
        Assert.Empty(parameters.Items);
        Assert.Throws<NotebookInputException>(() => parameters.Resolve(new Dictionary<string, string> { ["depth"] = "1" }, quick: false));
    }

    [Fact]
    public void What_is_no_literal_is_no_parameter() =>
        Assert.Equal("b", Assert.Single(Read("// parameters\nvar a = Math.Sqrt(2);\nvar b = 1;\nconst int C = 3;\nint Twice(int x) => 2 * x;\nvar c = new List<int>();").Items).Name);

    [Theory]
    [InlineData("var a = 1; // [0 1] text", "line 8")]
    [InlineData("var a = 1; // [0, one] text", "number")]
    [InlineData("var a = 1; // [0, 1 text", "not closed")]
    [InlineData("var a = 5; // [0, 1] text", "must lie in [0, 1]")]
    [InlineData("var a = 1; // [0, 1] text; quick: 2", "must lie in [0, 1]")]
    public void A_wrong_declaration_is_refused(string declaration, string message) =>
        Assert.Contains(message, Assert.Throws<NotebookInputException>(() => Read("// parameters\n" + declaration)).Message, StringComparison.Ordinal);
}
