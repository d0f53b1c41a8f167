namespace DeepDive.Notebooks.Tests.Kernel;

/// <summary>Values that cells share, and the commands that only tell something.</summary>
public class MagicTests
{
    [Theory]
    [InlineData("#!set --name x --value \"two words\"\nx", "two words")]
    [InlineData("#!value --name t\nit's \"\"\" text\n  of two lines\n#!csharp\n#!share --from value t\nt.Length", "28")]
    [InlineData("#!value --name t --from-value text\n#!share --from value t --as u\nu", "text")]
    [InlineData("#!value --name n --from-value 41 --mime-type application/json\n#!set --name m --value @value:n\nm + 1", "42")]
    [InlineData("#!value --name n --mime-type application/json\n{\"a\":[1,2]}\n#!csharp\n#!share --from value n\nn.RootElement.GetProperty(\"a\").GetArrayLength()", "2")]
    [InlineData("int y = 3;\n#!set --name z --value @csharp:y\nz + 1", "4")]
    [InlineData("int b = 3; var a = \"\";\n#!who", "a\nb")]
    public async Task A_cell_shows(string cell, string shown) => Assert.Equal(shown, await NotebookTestRun.Shown(cell));

    [Theory]
    [InlineData("#!share --from value nosuch", "(1,1): #!share needs a value that exists, but value has no 'nosuch'")]
    [InlineData("#!share --from pwsh x", "which this host does not run")]
    [InlineData("#!set --name 1x --value 2", "needs a name that C# can have, but was given '1x'")]
    [InlineData("#!set --name x", "(1,1): #!set needs --value")]
    [InlineData("#!set --nome x --value 1", "was given '--nome'")]
    [InlineData("#!value --name x --from-file no/such.txt", "needs a file that exists")]
    [InlineData("#!set --name x --value { --mime-type application/json", "needs JSON")]
    public async Task A_wrong_command_fails_the_cell(string cell, string says) =>
        Assert.Contains(says, (await NotebookTestRun.Error(cell)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Variables_commands_and_versions_can_be_listed()
    {
        var run = await NotebookTestRun.OfCells("int count = 3;\n#!whos\n#!lsmagic\n#!about");
        Assert.Equal(["text/html", "text/html", "text/plain"], run.Cells[0].Outputs.Select(output => output.Best.MimeType));
        Assert.Contains("count", run.Cells[0].Outputs[0].Best.Content, StringComparison.Ordinal);
        Assert.Contains("#!share", run.Cells[0].Outputs[1].Best.Content, StringComparison.Ordinal);
        Assert.Contains(".NET 10", run.Cells[0].Outputs[2].Best.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_without_a_name_fails_plainly() =>
        Assert.Contains("a value needs a name", (await NotebookTestRun.Of("#!value\n\nx\n")).Error!.Message, StringComparison.Ordinal);
}
