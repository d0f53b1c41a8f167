using DeepDive.Notebooks.Running;

namespace DeepDive.Notebooks.Tests.Kernel;

public class CSharpCellTests
{
    [Fact]
    public async Task State_flows_from_cell_to_cell() =>
        Assert.Equal("42", await NotebookTestRun.Shown("var x = 40; int Plus(int y) => x + y;", "record R(int V);", "new R(Plus(2)).V"));

    [Fact]
    public async Task Top_level_await_and_default_imports_work() =>
        Assert.Equal("3", await NotebookTestRun.Shown("await Task.Delay(1);\nvar text = new StringBuilder(\"abc\");\nnew List<char>(text.ToString().ToArray()).Count"));

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("Math.Abs(1);", "")]
    [InlineData("var x = 1;", "")]
    [InlineData("if (true) { }", "")]
    [InlineData("(string)null", "<null>")]
    [InlineData("null", "<null>")]
    [InlineData("await Task.FromResult(5)", "5")]
    [InlineData("await Task.CompletedTask", "")]
    [InlineData("Console.Write(1)", "1")]
    [InlineData("0.5", "0.5")]
    [InlineData("// only a comment", "")]
    public async Task The_last_expression_without_a_semicolon_is_shown(string cell, string shown) =>
        Assert.Equal(shown, await NotebookTestRun.Shown(cell));

    [Fact]
    public async Task Console_text_and_displays_keep_their_order() =>
        Assert.Equal("a\nb|1|c\n|2|3", await NotebookTestRun.Shown("Console.WriteLine(\"a\"); Console.Write('b'); display(1); Console.WriteLine(\"c\"); 2.Display();\n3"));

    [Fact]
    public async Task The_error_stream_is_kept_apart()
    {
        var run = await NotebookTestRun.OfCells("Console.Write(1); Console.Error.Write(2);");
        Assert.Equal([OutputKind.Console, OutputKind.ConsoleError], run.Cells[0].Outputs.Select(output => output.Kind));
    }

    [Fact]
    public async Task The_console_is_given_back_after_the_run()
    {
        var (console, error) = (Console.Out, Console.Error);
        await NotebookTestRun.OfCells("Console.Write(1);");
        Assert.Same(console, Console.Out);
        Assert.Same(error, Console.Error);
    }

    [Fact]
    public async Task A_displayed_value_can_be_updated_in_place() =>
        Assert.Equal("2|b", await NotebookTestRun.Shown("var d = display(1); display(\"b\"); d.Update(2);"));

    [Fact]
    public async Task DisplayAs_and_HTML_show_text_of_a_type()
    {
        var run = await NotebookTestRun.OfCells("\"# hi\".DisplayAs(\"text/markdown\"); display(HTML(\"<b>x</b>\"));");
        Assert.Equal([("text/markdown", "# hi"), ("text/html", "<b>x</b>")], run.Cells[0].Outputs.Select(output => (output.Best.MimeType, output.Best.Content)));
    }

    [Fact]
    public async Task A_compile_error_tells_line_column_and_code()
    {
        var error = await NotebookTestRun.Error("var x = 1;\nnosuch + y");
        Assert.StartsWith("(2,1): error CS0103: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("\n(2,10): error CS0103: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_runtime_error_tells_the_line_and_hides_the_host()
    {
        var error = await NotebookTestRun.Error("void Fail() =>\n  throw new InvalidOperationException(\"no data δ\");", "var x = 1;\nFail();");
        Assert.Equal("System.InvalidOperationException: no data δ", error.Message);
        Assert.Equal(2, error.Line);
        Assert.Contains("Fail() in cell 1:line 2", error.Details, StringComparison.Ordinal);
        Assert.Contains("at top level in cell 2:line 2", error.Details, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", error.Details, StringComparison.Ordinal);
        Assert.DoesNotContain("DeepDive.Notebooks", error.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_language_and_unicode_work() =>
        Assert.Equal("🧠 größe", await NotebookTestRun.Shown("int[] list = [1, 2, .. new[] { 3 }];\nstring größe = \"\"\"🧠\"\"\";\n$\"{größe} {nameof(größe)}\""));
}
