using System.Diagnostics;
using System.Net;

namespace DeepDive.Cli.Tests;

/// <summary>Whom the server answers, and what it refuses.</summary>
public sealed class ServeAccessTests(ServeAccessTests.Server server) : IClassFixture<ServeAccessTests.Server>
{
    /// <summary>One server, whose run does not end by itself.</summary>
    public sealed class Server : IDisposable
    {
        internal ServedNotebook Notebook { get; } = new("--set", "mode=endless");

        internal HttpClient Client { get; } = new();

        public void Dispose()
        {
            Client.Dispose();
            Notebook.Dispose();
        }
    }

    [Fact]
    public async Task The_address_that_is_shown_is_answered_and_may_not_be_framed_or_kept()
    {
        using var answer = await SendAsync(new(HttpMethod.Get, server.Notebook.Address));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("127.0.0.1", server.Notebook.Address.Host);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("default-src 'none'", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_its_token_nothing_is_answered(string query)
    {
        foreach (var verb in new[] { "", "/events", "/check", "/start", "/stop", "/nothing" })
        {
            using var answer = await SendAsync(new(verb is "/check" or "/start" or "/stop" ? HttpMethod.Post : HttpMethod.Get, Plain + verb + query));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_that_begins_or_goes_on_like_it_is_refused()
    {
        var token = server.Notebook.Address.Query;
        foreach (var query in new[] { token[..^1], token + "0", token + "&" + token[1..] })
        {
            using var answer = await SendAsync(new(HttpMethod.Get, Plain + query));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_host_or_origin_is_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Notebook.Address);
        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        using var answer = await SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Our_own_pages_are_answered_under_both_names()
    {
        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Notebook.Address);
            request.Headers.Host = $"{host}:{server.Notebook.Address.Port}";
            request.Headers.Add("Origin", $"http://{host}:{server.Notebook.Address.Port}");
            using var answer = await SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Unknown_pages_are_not_found()
    {
        foreach (var path in new[] { "/nothing", "/notebooks/other", "/notebooks/..%2Fmoving", "/notebooks/moving/secret" })
        {
            using var answer = await SendAsync(new(HttpMethod.Get, new Uri(server.Notebook.Address, path + server.Notebook.Address.Query)));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("""{"quick":false,"values":{"steps":"many"}}""", "steps must be of type int, but was 'many'")]
    [InlineData("""{"quick":false,"values":{"stepz":"3"}}""", "did you mean 'steps'?")]
    [InlineData("""{"quick":false,"values":{"steps":null}}""", "steps")]
    [InlineData("""{"quick":1}""", "must be JSON")]
    [InlineData("null", "must be an object")]
    [InlineData("{", "must be JSON")]
    public async Task A_bad_value_is_refused_with_the_words_of_the_command_line(string body, string says)
    {
        using var answer = await StartAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_checked_without_starting_anything()
    {
        using var served = new ServedNotebook("--quick");
        await served.EventAsync(ServedNotebook.Ended);
        foreach (var (steps, says) in new[] { ("3", ""), ("0", "steps must lie in [1, 1000], but was '0'; try --set steps=3") })
        {
            var body = $$$"""{"quick":true,"values":{"steps":"{{{steps}}}"}}""";
            using var answer = await SendAsync(new(HttpMethod.Post, served.For("check")) { Content = ServedNotebook.Json(body) });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var start = await SendAsync(new(HttpMethod.Post, served.For("start")) { Content = ServedNotebook.Json("""{"quick":true,"values":{"steps":"0"}}""") });
        Assert.Equal(HttpStatusCode.BadRequest, start.StatusCode);
        // Still the first run, which had ended.
        Assert.Contains("\"run\":\"1\"", await served.EventAsync(ServedNotebook.Ended), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_is_refused()
    {
        using var large = await StartAsync(new string(' ', 100_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var form = await StartAsync("{}", "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }

    [Fact]
    public async Task There_is_one_run_at_a_time()
    {
        using var answer = await StartAsync("{}");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("'moving' runs", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_or_out_of_range_is_refused()
    {
        var port = server.Notebook.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Command.Run(Command.Repository, "serve", server.Notebook.NotebookPath, "--port", port).IsRefused("port", port, "--port");
        Command.Run(Command.Repository, "serve", server.Notebook.NotebookPath, "--port", "70000").IsRefused("70000");
        Command.Run(Command.Repository, "serve", server.Notebook.NotebookPath, "--set", "steps=0").IsRefused("steps must lie in");
    }

    [Fact]
    public void Ctrl_C_ends_the_server_and_its_endless_run()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGINT to send to another process");
        using var served = new ServedNotebook("--set", "mode=endless");
        var clock = Stopwatch.StartNew();
        var result = served.Interrupt();
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"it took {clock.Elapsed}, which even a busy machine does not explain");
    }

    private string Plain => server.Notebook.Address.GetLeftPart(UriPartial.Path);

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private Task<HttpResponseMessage> StartAsync(string body, string type = "application/json") =>
        SendAsync(new(HttpMethod.Post, server.Notebook.For("start")) { Content = ServedNotebook.Json(body, type) });
}
