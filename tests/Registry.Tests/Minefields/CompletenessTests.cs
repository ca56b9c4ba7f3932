using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Minefields;

namespace Surefoot.Registry.Tests.Minefields;

public sealed class CompletenessTests
{
    [Fact]
    public void The_list_of_elements_and_the_code_list_are_one_list() =>
        CodeListCatalogue.BuiltIn.Get("record-element").Codes.Select(code => (code.Code, code.Label)).ShouldBe(RecordElements.BuiltIn.Elements.Select(element => (element.Element, element.Label)));

    [Fact]
    public void Every_element_cites_its_paragraph_and_says_what_it_means_when_missing()
    {
        RecordElements.BuiltIn.Elements.Count.ShouldBe(15);
        RecordElements.BuiltIn.Elements.ShouldAllBe(element => element.Paragraph.StartsWith("1(a)(") && element.Missing.Length > 20);
    }

    [Fact]
    public void A_bare_sheet_scores_by_what_stands_on_it()
    {
        // Map ½, perimeter 1, extent ½, type ½, number 1, emplacing ½, date ½, rows ½; booby-traps do not apply: 5 of 14.
        var judged = JudgeCompleteness.Handle(new MinefieldRecord { Sheet = "S", Rows = 2, ItemCount = 40, Category = "ap-mine", LaidOn = new(1993, 5, 1), Completeness = 0.6 }, hasOutline: true);
        (judged.Score, judged.Applicable, judged.StatedScore).ShouldBe((5.0 / 14, 14, 0.6));
        State(judged, "anti-handling").ShouldBe(ElementState.Absent);
    }

    [Fact]
    public void A_full_record_scores_one() => JudgeCompleteness.Handle(SampleRecord.Full, hasOutline: true).Score.ShouldBe(1);

    [Fact]
    public void The_protocol_of_1980_owes_one_reference_point_only()
    {
        var one = SampleRecord.Full with { Points = [.. SampleRecord.Full.Points!.Where(point => point.Name != "RP2")] };
        State(JudgeCompleteness.Handle(one, true), "reference-points").ShouldBe(ElementState.Partial);
        State(JudgeCompleteness.Handle(one with { RecordingDuty = "protocol-ii-1980" }, true), "reference-points").ShouldBe(ElementState.Present);
    }

    [Fact]
    public void What_somebody_read_off_the_sheet_goes_before_what_the_fields_say()
    {
        var judged = JudgeCompleteness.Handle(SampleRecord.Full with { Elements = [new() { Element = "item-number", State = "unreadable", Reviewer = "information officer" }] }, true);
        var number = judged.Elements.Single(one => one.Element.Element == "item-number");
        (number.State, number.Stated, number.Reviewer).ShouldBe((ElementState.Unreadable, true, "information officer"));
        judged.Score.ShouldBe(13.0 / 14);
    }

    [Fact]
    public void Booby_traps_count_only_where_the_record_states_some()
    {
        State(JudgeCompleteness.Handle(SampleRecord.Full with { BoobyTraps = 3 }, true), "booby-traps").ShouldBe(ElementState.Partial);
        State(JudgeCompleteness.Handle(SampleRecord.Full with { BoobyTraps = 0 }, true), "booby-traps").ShouldBe(ElementState.NotApplicable);
    }

    private static ElementState State(Completeness judged, string element) => judged.Elements.Single(one => one.Element.Element == element).State;
}
