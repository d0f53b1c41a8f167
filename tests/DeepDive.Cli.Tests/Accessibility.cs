using Microsoft.Playwright;

namespace DeepDive.Cli.Tests;

/// <summary>The rules of axe-core, run on a page as it stands.</summary>
internal static class Accessibility
{
    private static readonly string s_axe = File.ReadAllText(Path.Combine(Command.Repository, "lib", "DeepDive.Web", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>Violations of serious or critical level: rule and first element.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run()).violations
                .filter(violation => violation.impact === "serious" || violation.impact === "critical")
                .map(violation => `${violation.id}: ${violation.nodes[0].html.slice(0, 200)} ${violation.nodes[0].failureSummary}`)
            """);
    }
}
