package org.courtbridge.console.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void areOrderedByTheKazakhAlphabet() {
        List<String> ordered = List.of(
                "Анна", "анна", "Әлия", "Ғани", "Дана", "Ёлкин", "Қасым", "Ляззат", "Ңұ", "Ө", "Ұ", "Ү", "Һ", "Щ", "І");
        assertThat(ordered.reversed().stream().sorted(Names.by(Function.identity())))
                .isSortedAccordingTo(Names.by(Function.identity()))
                .startsWith("анна", "Анна", "Әлия", "Ғани", "Дана", "Ёлкин", "Қасым")
                .endsWith("Ү", "Һ", "Щ", "І");
    }

    @Test
    void areFoundHoweverTheyAreTyped() {
        assertThat(Names.match("", "Әйгерім")).isTrue();
        assertThat(Names.match("әЙГЕ сұл", "Сұлтан Әйгерім")).isTrue();
        assertThat(Names.match("и\u0306", "Й")).isTrue();
        assertThat(Names.match("room", "Зал", "Room.3")).isTrue();
        assertThat(Names.match("аиге", "Әйгерім")).isFalse();
    }

    @Test
    void numbersWithinThemAreOrderedByTheirValue() {
        List<String> ordered = List.of(
                "Зал 1",
                "зал 2",
                "Зал 2",
                "Зал 2а",
                "Зал 02б",
                "Зал 10",
                "Зал 010",
                "Зал 99, этаж 3",
                "Зал 99, этаж 12",
                "Зал 100");
        assertThat(ordered.reversed().stream()
                        .sorted(Names.by(Function.identity()))
                        .toList())
                .containsSubsequence("Зал 1", "зал 2", "Зал 2", "Зал 2а", "Зал 02б", "Зал 10", "Зал 99, этаж 3")
                .containsSubsequence("Зал 02б", "Зал 010", "Зал 99, этаж 3", "Зал 99, этаж 12", "Зал 100");
        String long1 = "9".repeat(150);
        assertThat(List.of(long1, "0", "00", "", "x" + long1).stream().sorted(Names.by(Function.identity())))
                .containsExactly("", "0", "00", long1, "x" + long1);
    }

    /** A sort compares each a dozen times, and a name may be put together from others. */
    @Test
    void theNameOfEachIsAskedForOnceInASort() {
        List<Integer> asked = new ArrayList<>();
        Function<Integer, String> name = one -> {
            asked.add(one);
            return "Зал " + (one * 7) % 1000;
        };
        List<Integer> rooms = IntStream.range(0, 1000).boxed().toList();
        assertThat(rooms.stream().sorted(Names.by(name)).toList()).startsWith(0, 143, 286);
        assertThat(asked).hasSize(1000);
        asked.clear();
        assertThat(rooms.stream().sorted(Names.nearest("зал 7", name)).toList()).startsWith(1);
        assertThat(asked).hasSize(1000);
    }

    @Test
    void whatWasSearchedForComesBeforeWhatOnlyHoldsIt() {
        List<String> found =
                List.of("Кодек 102", "Кодек 20", "Кодек 2 (запасной)", "Кодек 2", "2-й этаж, кодек", "Кодек 12");
        assertThat(found.stream()
                        .sorted(Names.nearest("кодек 2", Function.<String>identity())
                                .thenComparing(Names.by(one -> one))))
                .startsWith("Кодек 2", "Кодек 2 (запасной)")
                .endsWith("Кодек 12", "Кодек 20", "Кодек 102", "2-й этаж, кодек");
        assertThat(found.stream()
                        .sorted(Names.nearest(" ", Function.identity()))
                        .toList())
                .isEqualTo(found);
    }
}
