package org.courtbridge.console.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(1, 120).boxed().toList().reversed();

    private static Listing<Integer> listing(String query, String sort, String page) {
        return new Listing<Integer>(query, sort, Optional.of(page), "/things", Comparator.naturalOrder())
                .column("last", "Last digit", Comparator.comparing(number -> number % 10))
                .column("Words");
    }

    private static ListPage<Integer> page(String query, String sort, String page) {
        return listing(query, sort, page).page(NUMBERS, Function.identity());
    }

    @Test
    void aPageHasItsRowsAndKnowsWhereItIs() {
        ListPage<Integer> second = page("", "", "2");
        assertThat(second.rows())
                .isEqualTo(IntStream.rangeClosed(51, 100).boxed().toList());
        assertThat(second.pager())
                .isEqualTo(new ListPage.Pager(
                        120,
                        51,
                        100,
                        2,
                        3,
                        Optional.of("/things"),
                        Optional.of("/things?page=3"),
                        "/things",
                        "/things?page=3"));
        assertThat(second.address().link()).isEqualTo("/things?page=2");
        assertThat(page("", "", "1").pager().before()).isEmpty();
        assertThat(page("", "", "3").pager().after()).isEmpty();
        ListPage<Integer> none = listing("x", "", "1").page(List.of(), Function.identity());
        assertThat(none.pager())
                .isEqualTo(new ListPage.Pager(
                        0, 0, 0, 1, 1, Optional.empty(), Optional.empty(), "/things?q=x", "/things?q=x"));
    }

    @Test
    void aPageThatThereIsNotIsTheNearestOne() {
        ListAddress list = ListAddress.of("/things").with("of", "PERSON");
        ListPage.Pager last = ListPage.Pager.of(list.page(9), 40, 20, 9);
        assertThat(last).isEqualTo(ListPage.Pager.of(list, 40, 20, 2));
        assertThat(last)
                .isEqualTo(new ListPage.Pager(
                        40,
                        21,
                        40,
                        2,
                        2,
                        Optional.of("/things?of=PERSON"),
                        Optional.empty(),
                        "/things?of=PERSON",
                        "/things?of=PERSON&page=2"));
        assertThat(ListPage.Pager.of(list, 40, 20, 0)).isEqualTo(ListPage.Pager.of(list, 40, 20, 1));
    }

    /** Rows cost reads: only those of the page are made. */
    @Test
    void onlyTheRowsOfThePageAreMade() {
        List<Integer> made = new ArrayList<>();
        listing("", "", "3").page(NUMBERS, number -> {
            made.add(number);
            return number;
        });
        assertThat(made).hasSize(20).startsWith(101).endsWith(120);
    }

    @Test
    void aColumnSortsOneWayAndThenTheOther() {
        ListPage<Integer> forwards = page("", "last", "1");
        assertThat(forwards.rows()).startsWith(10, 20, 30).endsWith(4, 14);
        assertThat(forwards.headings())
                .containsExactly(
                        new ListPage.Heading("Last digit", Optional.of("/things?sort=-last"), "ascending"),
                        new ListPage.Heading("Words", Optional.empty(), ""));
        ListPage<Integer> backwards = page("", "-last", "1");
        assertThat(backwards.rows()).startsWith(9, 19, 29);
        assertThat(backwards.headings().getFirst())
                .isEqualTo(new ListPage.Heading("Last digit", Optional.of("/things?sort=last"), "descending"));
        assertThat(backwards.pager().after()).contains("/things?sort=-last&page=2");
    }

    /** A bookmark may be older than the list, and an address may be anybody's. */
    @Test
    void anAddressThatThereIsNotShowsTheUsualOrderAndAPageThatThereIs() {
        for (String sort : List.of("other", "-", "--last", "<script>")) {
            ListPage<Integer> page = page("", sort, "1");
            assertThat(page.rows()).as(sort).startsWith(1, 2, 3);
            assertThat(page.address().link()).as(sort).isEqualTo("/things");
        }
        assertThat(page("", "", "999").pager().page()).isEqualTo(3);
        for (String number : List.of("0", "-1", "x", "", "99999999999999999999")) {
            assertThat(page("", "", number).pager().page()).as(number).isEqualTo(1);
        }
    }

    /** A database sorts and counts: it is asked for the one page, which is the last one for an address that is past it. */
    @Test
    void rowsThatAreReadAPageAtATimeComeInTheirOrder() {
        List<Integer> read = new ArrayList<>();
        for (String number : List.of("2", "999")) {
            ListPage<String> page = listing("", "", number).pageOf(101, asked -> {
                read.add(asked);
                return List.of("b", "a");
            });
            assertThat(page.rows()).containsExactly("b", "a");
            assertThat(page.pager().all()).isEqualTo(101);
            assertThat(page.pager().pages()).isEqualTo(3);
        }
        assertThat(read).containsExactly(2, 3);
        assertThat(listing("", "", "1").pageOf(0, _ -> List.of()).pager().first())
                .isZero();
    }

    @Test
    void aListWithTwoFiltersShowsEachByItself() {
        ListPage<Integer> page = listing("", "", "1")
                .kept("due", "LATE")
                .kept("phase", "SENT")
                .filter("due", "", "any", 7)
                .filter("phase", "", "all")
                .filter("phase", "SENT", "sent")
                .page(NUMBERS, Function.identity());
        assertThat(page.filters("due"))
                .containsExactly(new ListPage.Filter("due", "any", OptionalInt.of(7), "/things?phase=SENT", false));
        assertThat(page.filters("phase"))
                .containsExactly(
                        new ListPage.Filter("phase", "all", OptionalInt.empty(), "/things?due=LATE", false),
                        new ListPage.Filter("phase", "sent", OptionalInt.empty(), "/things?due=LATE&phase=SENT", true));
    }

    @Test
    void everyLinkKeepsWhatIsSearchedForAndFiltered() {
        ListPage<Integer> page = listing("зал & \"<b>\"", "last", "2")
                .kept("state", "FAULT")
                .filter("state", "", "all", 7)
                .filter("state", "FAULT", "fault", 3)
                .page(NUMBERS, Function.identity());
        String query = "/things?q=%D0%B7%D0%B0%D0%BB+%26+%22%3Cb%3E%22";
        assertThat(page.address().link()).isEqualTo(query + "&state=FAULT&sort=last&page=2");
        assertThat(page.headings().getFirst().link()).contains(query + "&state=FAULT&sort=-last");
        assertThat(page.filters())
                .containsExactly(
                        new ListPage.Filter("state", "all", OptionalInt.of(7), query + "&sort=last", false),
                        new ListPage.Filter(
                                "state", "fault", OptionalInt.of(3), query + "&state=FAULT&sort=last", true));
        assertThat(page.address().besidesSearch()).containsOnlyKeys("state", "sort");
    }
}
