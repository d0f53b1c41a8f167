using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepDive.Cli.Tests;

/// <summary>The server among slow viewers, broken requests, many starts and a kill.</summary>
public sealed class ServeUnderLoadTests
{
    [Fact]
    public async Task A_viewer_that_never_reads_holds_up_neither_the_run_nor_other_viewers()
    {
        using var served = new ServedNotebook("--quick");
        await served.EventAsync(ServedNotebook.Ended);
        var idle = Enumerable.Range(0, 5).Select(_ => Follow(served)).ToList();
        using var client = new HttpClient();
        using var start = await client.PostAsync(served.For("start"), ServedNotebook.Json("""{"quick":true,"values":{"mode":"chatty"}}"""), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, start.StatusCode);
        await served.EventAsync("line 199999 ");
        await served.EventAsync(ServedNotebook.Ended);
        foreach (var socket in idle) socket.Dispose();
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_runs()
    {
        using var served = new ServedNotebook("--quick");
        await served.EventAsync(ServedNotebook.Ended);
        using var client = new HttpClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.PostAsync(served.For("start"), ServedNotebook.Json("""{"quick":true,"values":{"mode":"endless"}}"""), TestContext.Current.CancellationToken)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task The_run_ends_with_a_server_that_is_killed()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGKILL to send to another process");
        using var served = new ServedNotebook("--set", "mode=endless");
        var told = await served.EventAsync("endless in process");
        var id = int.Parse(Regex.Match(told, @"endless in process (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        using var run = Process.GetProcessById(id);
        served.Kill();
        Assert.True(run.WaitForExit(TimeSpan.FromSeconds(20)), "the run goes on without its server");
    }

    [Theory]
    [InlineData("\0\u0001\u0016 no request at all \r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET {path} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET http://evil.example{path} HTTP/1.1\r\nHost: {host}\r\n\r\n")]
    [InlineData("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: nine\r\n\r\n")]
    public async Task A_broken_request_is_refused_and_the_server_lives_on(string request)
    {
        using var served = new ServedNotebook("--quick");
        var start = served.For("start");
        using var socket = Connect(start);
        var text = request.Replace("{path}", start.PathAndQuery, StringComparison.Ordinal).Replace("{host}", start.Authority, StringComparison.Ordinal);
        await socket.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        var answer = new byte[1024];
        var length = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        if (length > 0) Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", Encoding.Latin1.GetString(answer, 0, length));
        await served.EventAsync(ServedNotebook.Ended);
    }

    private static Socket Follow(ServedNotebook served)
    {
        var events = served.For("events");
        var socket = Connect(events);
        socket.Send(Encoding.ASCII.GetBytes($"GET {events.PathAndQuery} HTTP/1.1\r\nHost: {events.Authority}\r\n\r\n"));
        return socket;
    }

    private static Socket Connect(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        socket.Connect(IPAddress.Loopback, address.Port);
        return socket;
    }
}
