using System.Net;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Registry.Accounting;

namespace Surefoot.Server.Tests;

public sealed class AccountPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_account_of_a_period_stands_with_its_yield_and_marks_the_part_of_a_year()
    {
        var (status, page) = await GetAsync("/account?by=year&from=2022-07-01&as-of=2024-03-31");

        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("From 1 July 2022 to 31 March 2024");
        page.ShouldContain("part: 1 July to 31 December");
        page.ShouldContain("part: 1 January to 31 March");
        page.ShouldContain("url(#hatch-part)");
        page.ShouldContain("<option value=\"year\" selected>");
        page.ShouldContain("0.500");
        page.ShouldContain("The account balances:");
    }

    [Fact]
    public async Task The_account_by_method_draws_released_ground_and_names_what_is_not_yet_released()
    {
        var (_, page) = await GetAsync("/account?by=method");

        page.ShouldContain("Surface search");
        page.ShouldContain("Not yet released");
        page.ShouldNotContain("script src");
    }

    [Theory]
    [InlineData("by=colour", "no account by colour")]
    [InlineData("from=2024-13-01", "like 2024-12-31")]
    [InlineData("from=2024-02-01&as-of=2024-01-31", "starts after it ends")]
    public async Task A_question_that_has_no_answer_is_told_and_keeps_the_form(string query, string told)
    {
        var (status, page) = await GetAsync("/account?" + query);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain(told);
        page.ShouldContain("<form");
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string address)
    {
        server.Content.Publish(StubCountry.Make() with { Version = "account", Accounts = new((request, _) => ValueTask.FromResult(Draw(request)), (_, _) => null) });
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // 100 ha of hazard; 4 ha cleared by hand in 2023 with two mines, 10 ha searched on the surface in 2024.
    private static DrawnAccount Draw(AccountRequest request)
    {
        Geometry Box(double west, double width) => GeometryFactory.Default.ToGeometry(new Envelope(west, west + width, 0, 1000));
        var account = LandAccount.Compute(
            [
                new("H", LandKind.Suspected, new(2021, 5, 1), Box(0, 1000)),
                new("A", LandKind.Cleared, new(2023, 5, 1), Box(0, 40)) { Method = "manual" },
                new("B", LandKind.Cleared, new(2024, 2, 1), Box(500, 100)) { Method = "surface-search" },
            ],
            []);
        var statement = account.Statement(request.From, request.AsOf, request.By);
        AccountKeyLine Line(string key, LandFigures land, FindCounts finds)
        {
            var (first, last) = request.By == AccountKey.Year && key != "total" ? AccountKeys.DaysOf(key, AccountKey.Year) : (request.From ?? new(2021, 1, 1), request.AsOf);
            var (from, to) = (first < request.From ? request.From.Value : first, last > request.AsOf ? request.AsOf : last);
            return new(key, from, to, request.By == AccountKey.Year ? first == from && last == to : null, land, 0, land.ReleasedM2, 0, finds);
        }

        FindCounts Of(string key) => key is "2023" or "manual" or "total" ? new(2, 0, 1) : default;
        return new(
            account,
            statement,
            [.. statement.Rows.GroupBy(row => row.Key).Select(rows => Line(rows.Key, LandFigures.Sum(rows), Of(rows.Key)))],
            Line("total", LandFigures.Of(statement.Total), Of("total")));
    }
}
