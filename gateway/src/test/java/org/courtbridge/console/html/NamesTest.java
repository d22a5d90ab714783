package org.courtbridge.console.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
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
}
