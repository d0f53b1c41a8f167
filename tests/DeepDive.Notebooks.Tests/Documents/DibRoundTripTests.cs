using DeepDive.Notebooks.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace DeepDive.Notebooks.Tests.Documents;

public class DibRoundTripTests
{
    // The same mutations in every run: a gate must not fail by chance.
    private const int Mutations = 100_000;

    private const string Canonical = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp","languageName":"csharp","aliases":[]},{"name":"sql","aliases":["SQL"]}]},"other tool":{"kept":[1.50,"é"]}}

        #!markdown

        # A title δ 🧠

        text with  blanks  

        #!csharp

        // parameters
        var x = 1; // [0, 2] a number


        display(x);

        #!sql

        select 1

        """;

    [Fact]
    public void A_file_in_the_written_form_comes_back_byte_by_byte() =>
        Assert.Equal(Canonical, Notebook.Parse(Canonical).ToDib());

    [Fact]
    public void Unknown_meta_keys_survive_even_if_the_block_spans_lines()
    {
        var written = Notebook.Parse("#!meta\n{\n  \"mine\": 1.50,\n  \"text\": \"é<\"\n}\n#!csharp\n1\n").ToDib();
        Assert.StartsWith("#!meta\n\n{\"mine\":1.50,\"text\":\"é<\"}\n\n#!csharp\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"kernelInfo":{"items":[{"name":"csharp","aliases":[],"aliases":["x"]}]}}""")]
    public void A_key_that_comes_twice_is_refused_at_any_depth(string meta) =>
        Assert.Throws<NotebookInputException>(() => Notebook.Parse($"#!meta\n{meta}\n#!csharp\n1\n"));

    [Fact]
    public void Windows_line_ends_are_written_as_LF() =>
        Assert.Equal(Canonical, Notebook.Parse(Canonical.Replace("\n", "\r\n", StringComparison.Ordinal)).ToDib());

    /// <remarks>
    /// No character is lost: the lines of all cells are, in order, the lines of the file that are neither selector, meta block
    /// nor empty (with line ends as LF), and writing what was read and reading it again changes nothing.
    /// </remarks>
    [Fact]
    public void Mutated_files_neither_crash_nor_lose_a_character()
    {
        var fragment = Gen.Elements("#!csharp\n", "#!md\n", "\n", "\r\n", "#!meta\n", "{", "}", "\"", "#!", " ", "\t", "\u2028", "🧠", "x", "\\", "#!value --name x\n");
        var mutation = from position in Gen.Choose(0, Canonical.Length)
                       from length in Gen.Choose(0, 12)
                       from text in fragment
                       select (position, length, text);
        Prop.ForAll(mutation.ListOf(4).Select(list => list.ToList()).ToArbitrary(), mutations =>
        {
            var text = mutations.Aggregate(Canonical, (current, m) =>
            {
                var start = Math.Min(m.position, current.Length);
                return current[..start] + m.text + current[Math.Min(start + m.length, current.Length)..];
            });
            return Survives(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Mutations).WithReplay(9204545741865756835UL, 11786987864137883677UL));
    }

    private static bool Survives(string text)
    {
        Notebook notebook;
        try
        {
            notebook = Notebook.Parse(text);
        }
        catch (NotebookInputException)
        {
            return true;
        }

        // Every line that is neither selector nor meta is in a body, in order; only empty lines may go.
        var bodies = notebook.Cells.SelectMany(cell => cell.Text.Split('\n')).Where(line => line.Length > 0).ToList();
        Assert.Equal(BodyLines(text, notebook.Kernels), bodies);
        var written = notebook.ToDib();
        return Notebook.Parse(written).ToDib() == written;
    }

    private static List<string> BodyLines(string text, KernelCatalog kernels)
    {
        var lines = new List<string>();
        var (hasMeta, inMeta) = (false, false);
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            inMeta &= !line.StartsWith("#!", StringComparison.Ordinal);
            if (line == "#!meta" && !hasMeta) hasMeta = inMeta = true;
            else if (!inMeta && line.Length > 0 && !(line.StartsWith("#!", StringComparison.Ordinal) && kernels.TryFind(line[2..], out _))) lines.Add(line);
        }

        return lines;
    }
}
