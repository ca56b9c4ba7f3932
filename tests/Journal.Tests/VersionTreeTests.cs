namespace Surefoot.Journal.Tests;

public sealed class VersionTreeTests
{
    private const EntryState Draft = EntryState.Draft;
    private const EntryState Sent = EntryState.Submitted;
    private const EntryState Good = EntryState.Approved;

    [Fact]
    public void One_after_the_other_never_competes()
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, Sent), V(3, 2, Draft)];
        VersionTree.Competing(versions).ShouldBe([3]);
        VersionTree.Standing(versions).ShouldBe([1, 2, 3]);
        VersionTree.EndsConflict(versions, Of(2)).ShouldBeTrue();
    }

    [Fact]
    public void Two_from_the_same_base_compete_and_the_approved_one_below_still_stands()
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, Sent), V(3, 1, Sent)];
        VersionTree.Competing(versions).ShouldBe([2, 3]);
        VersionTree.Standing(versions).ShouldBe([1, 2, 3]);
        VersionTree.EndsConflict(versions, Of(2)).ShouldBeFalse();
        VersionTree.EndsConflict(versions, Of(3)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(EntryState.Withdrawn)]
    [InlineData(EntryState.Returned)]
    public void What_a_person_sent_back_or_took_back_competes_no_more(EntryState state)
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, state), V(3, 1, Sent)];
        VersionTree.Competing(versions).ShouldBe([3]);
        VersionTree.EndsConflict(versions, Of(3)).ShouldBeTrue();
    }

    [Fact]
    public void A_late_writer_competes_with_what_was_approved_meanwhile()
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, Good), V(3, 1, Sent)];
        VersionTree.Competing(versions).ShouldBe([2, 3]);
        VersionTree.Standing(versions).ShouldBe([2, 3]);
        VersionTree.EndsConflict(versions, Of(3)).ShouldBeFalse();
    }

    [Fact]
    public void A_settlement_ends_the_conflict_when_it_is_approved_not_before()
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, Sent), V(3, 1, Sent), V(4, 3, Sent, 2, 3)];
        VersionTree.Competing(versions).ShouldBe([2, 3, 4]);
        VersionTree.EndsConflict(versions, Of(4)).ShouldBeTrue();
        VersionTree.EndsConflict(versions, Of(2)).ShouldBeFalse();
        versions[3] = V(4, 3, Good, 2, 3);
        VersionTree.Competing(versions).ShouldBe([4]);
        VersionTree.Standing(versions).ShouldBe([4]);
        VersionTree.Competing([.. versions, V(5, 4, Sent)]).ShouldBe([5]);
        versions[3] = V(4, 3, EntryState.Withdrawn, 2, 3);
        VersionTree.Competing(versions).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_settlement_that_did_not_see_all_ends_nothing()
    {
        VersionNode[] versions = [V(1, 0, Good), V(2, 1, Sent), V(3, 1, Sent), V(4, 3, Sent, 2, 3), V(5, 1, Sent)];
        VersionTree.EndsConflict(versions, Of(4)).ShouldBeFalse();
        VersionTree.EndsConflict([.. versions, V(6, 5, Sent, 4, 5)], Of(6)).ShouldBeTrue();
    }

    private static VersionNode V(int version, int basis, EntryState state, params int[] settles) => new(version, basis, state, settles);

    private static HashSet<int> Of(params int[] versions) => [.. versions];
}
