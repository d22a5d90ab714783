package org.courtbridge.provisioning.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {

    @Test
    void casesOfEveryKazakhLetterAreOne() {
        assertThat(SearchText.folded("ӘІҢҒҮҰҚӨҺЁЙ")).isEqualTo("әіңғүұқөһёй");
        assertThat(SearchText.folded("İstanbul ISTANBUL ıstanbul")).isEqualTo("istanbul istanbul istanbul");
    }

    @Test
    void lettersOfTwoCharactersAreTheSame() {
        assertThat(SearchText.folded("Хан\u0438\u0306")).isEqualTo("хан\u0439");
    }

    @Test
    void everyWordMustBeSomewhere() {
        List<String> texts = List.of("Әуезов аудандық соты", "Room Kit");
        assertThat(SearchText.matches("kit ӘУЕЗОВ", texts)).isTrue();
        assertThat(SearchText.matches("kit қызылорда", texts)).isFalse();
        assertThat(SearchText.matches("  ", texts)).isTrue();
    }
}
