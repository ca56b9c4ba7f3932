namespace Surefoot.Reporting.Sections;

/// <summary>How far the hazard map can be trusted, beside simpler maps.</summary>
internal static class HazardSection
{
    public static void Write(HtmlText html, ReportHazard hazard)
    {
        html.Add($"""
            <section><h2>Quality of the hazard map</h2>
            <p>The map gives each of {Figures.Count(hazard.Cells)} cells of {hazard.CellSizeM} m a probability of contamination. It is judged on {Figures.Count(hazard.EvaluatedCells)} cells that had not been searched on the data date and whose truth is known only to the judge: {Figures.Count(hazard.Positives)} of them ({Figures.Percent(hazard.EvaluatedCells > 0 ? (double)hazard.Positives / hazard.EvaluatedCells : 0)}) hold items.</p>
            <table class="figures"><caption>The map and simpler maps on the same cells</caption><thead><tr><th scope="col">Map</th><th scope="col">Ranking (AUC)</th><th scope="col">Average precision</th><th scope="col">Log loss</th><th scope="col">Calibration slope</th></tr></thead><tbody>
            """);
        foreach (var (model, index) in hazard.Models.Select((m, i) => (m, i)))
        {
            html.Add($"""<tr class="{(index == 0 ? "total" : "")}"><th scope="row">{model.Name}</th><td>{Figures.Number(model.Auc, "0.000")}</td><td>{Figures.Number(model.AveragePrecision, "0.000")}</td><td>{Figures.Number(model.LogLoss, "0.0000")}</td><td>{Figures.Number(model.CalibrationSlope, "0.00")}</td></tr>""");
        }

        html.Add($"""</tbody></table><p class="fine">AUC and average precision: higher is better, and a map that knows nothing has an average precision equal to the share of cells that hold items. Log loss: lower is better. Calibration slope: 1 means that stated probabilities come true as often as they say. A dash: the map gives no probabilities.</p></section>""");
    }
}
