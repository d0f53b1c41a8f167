using DeepDive.Web;

namespace DeepDive.Figures;

/// <summary>A figure as HTML for a page whose cells share one window, as those of a notebook do.</summary>
internal static class FigureHtml
{
    private const int MostTableCells = 3000;

    // Name of the figure that carries plotly.js: shown again, it carries it again, so that running its cell mends a page.
    private static string? s_carrier;

    /// <summary>Container, caption, table and script.</summary>
    public static string Of(Figure figure)
    {
        var carrier = Interlocked.CompareExchange(ref s_carrier, figure.Name, null) ?? figure.Name;
        var json = figure.ToJson();
        var id = $"{figure.Name}-{Fingerprint(json):x16}";
        var plotly = carrier == figure.Name ? $"<script>{BrowserScripts.Plotly}</script>\n" : "";
        return $"""
            {plotly}<figure class="deepdive-figure" style="margin:1em 0">
            <div data-deepdive-figure="{id}" role="img" aria-label="{Html.Escape(figure.AltText)}" style="width:100%;max-width:{Arrangement.MaximumWidth(figure)}px"></div>
            <figcaption>{Html.Escape(figure.FullCaption)}</figcaption>
            {Numbers(figure.Numbers)}</figure>
            <script>{Script(id, carrier, json)}</script>
            """;
    }

    private static string Numbers(Table table) => table.Rows.Count * table.Columns.Count > MostTableCells ? ""
        : $"<details><summary>Numbers</summary>{table.ToHtml()}</details>\n";

    // Scripts may run before plotly.js or the container is there, and one figure may be shown twice.
    private static string Script(string id, string carrier, string json) => $$"""
        (function () {
          const figure = {{json}};
          let tries = 0;
          function draw() {
            const places = document.querySelectorAll('[data-deepdive-figure="{{id}}"]:not([data-drawn])');
            if ((!window.Plotly || places.length === 0) && ++tries < 50) { setTimeout(draw, 200); return; }
            for (const place of places) {
              if (!window.Plotly) { place.textContent = 'plotly.js is not on this page: run the cell that shows the figure "{{carrier}}" again, then this one.'; continue; }
              place.dataset.drawn = 'yes';
              place.textContent = '';
              const layout = Object.assign({}, figure.layout, place.clientWidth < 600 ? figure.layout.meta.narrow : {});
              layout.font = Object.assign({}, layout.font, { color: getComputedStyle(place).color });
              const slider = layout.sliders?.[0];
              delete layout.sliders;
              window.Plotly.newPlot(place, structuredClone(figure.data), structuredClone(layout), figure.config);
              if (slider) place.after(figureSlider(slider, shown => window.Plotly.restyle(place, shown)));
            }
          }
          {{BrowserScripts.Slider}}
          draw();
        })();
        """;

    // FNV-1a, 64 bits: the same figure gets the same id in every run.
    private static ulong Fingerprint(string text) => text.Aggregate(14695981039346656037UL, (hash, character) => (hash ^ character) * 1099511628211UL);
}
