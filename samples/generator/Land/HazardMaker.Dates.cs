namespace Surefoot.SampleCountry;

// When each area was recorded.
internal sealed partial class HazardMaker
{
    private void DateSuspected(string[] districtCodes)
    {
        for (var i = 0; i < _suspected.Count; i++)
        {
            var draft = _suspected[i];
            _suspected[i] = draft with { Day = DrawDay(districtCodes[draft.District]) };
            foreach (var cell in draft.Shape.Cells)
            {
                _land.Suspected[cell] = i;
                _land.RecordedDay[cell] = Math.Max(_land.RecordedDay[cell], _suspected[i].Day);
            }
        }
    }

    private int DrawDay(string district)
    {
        // Two districts could be surveyed only from the autumn of 2023 on.
        if (district is "AZ-XA" or "AZ-XCI" && _random.Chance(0.85))
        {
            return _random.Whole(Days.Of(2023, 9, 25), Days.Of(2024, 6, 30));
        }

        return _random.Weighted(50, 25, 13, 8, 4) switch
        {
            0 => _random.Whole(Days.Start, Days.Of(2021, 1, 31)),
            1 => _random.Whole(Days.Of(2021, 2, 1), Days.Of(2021, 12, 31)),
            2 => _random.Whole(Days.Of(2022, 1, 1), Days.Of(2022, 12, 31)),
            3 => _random.Whole(Days.Of(2023, 1, 1), Days.Of(2023, 12, 31)),
            _ => _random.Whole(Days.Of(2024, 1, 1), Days.Of(2024, 11, 30)),
        };
    }

    private void DateConfirmed(string[] districtCodes)
    {
        for (var i = 0; i < _confirmed.Count; i++)
        {
            var draft = _confirmed[i];
            var before = draft.Shape.Cells.Max(c => _land.RecordedDay[c]);
            if (draft.Shape.Part is { } part)
            {
                before = Math.Max(before, _land.RecordedDay[part.Cell]);
            }

            var day = before == 0
                ? DrawDay(districtCodes[draft.District])
                : Math.Max(before + 1, Math.Min(before + _random.Whole(30, 500), Days.Of(2025, 2, 15)));
            _confirmed[i] = draft with { Day = day };
            foreach (var cell in draft.Shape.Cells)
            {
                _land.RecordedDay[cell] = Math.Max(_land.RecordedDay[cell], day);
            }
        }
    }
}
