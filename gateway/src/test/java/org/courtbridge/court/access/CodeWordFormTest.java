package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeWordFormTest {

    @ParameterizedTest
    @CsvSource({
        "берёза, Береза",
        "берёза, БЕРЁЗА",
        "берёза, 'бере\u0308за'",
        "ханй, 'Хани\u0306'",
        "Ала-Тау, 'ала тау'",
        "Ала-Тау, ' алатау '",
        "ала тау, 'ала \u2014 тау'",
        "ала тау, 'ала\u00a0тау'",
        "алатау, 'ала\u00adтау\u200b'",
        "k7mq-w2xz, k7mqw2xz",
        "k7mq-w2xz, 'K7MQ\u2011W2XZ'",
        "қалқан, ҚАЛҚАН",
        "өнер, ӨНЕР",
        "ILIM, 'ılım'",
        "ILIM, 'ilim'",
        "'\u0130lim', 'ilim'",
        "'I\u0307lim', 'ilim'",
        "'білім', 'бiлiм'",
        "'БІЛІМ', 'бIлIм'",
        "'гауһар', 'гауhар'",
        "'\uff41\uff42\uff43', abc",
        "'\ufb01lm', film"
    })
    void oneWordInTwoSpellingsHasOneForm(String one, String other) {
        assertThat(CodeWordForm.of(other)).isEqualTo(CodeWordForm.of(one));
    }

    /** Another letter is another word, though a Russian keyboard has only one of them. */
    @ParameterizedTest
    @CsvSource({
        "ән, ан",
        "іні, ини",
        "таң, тан",
        "тағы, тагы",
        "ұл, ул",
        "үн, ун",
        "үн, ұн",
        "қар, кар",
        "өн, он",
        "жиһан, жихан",
        "май, маи",
        "hat, һат"
    })
    void otherWordsHaveOtherForms(String one, String other) {
        assertThat(CodeWordForm.of(other)).isNotEqualTo(CodeWordForm.of(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "kk-KZ"})
    void theMachineMaySpeakAnyLanguage(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertThat(CodeWordForm.of("TITIL")).isEqualTo("titil");
            assertThat(CodeWordForm.of("ҚІЗІЛ")).isEqualTo("қізіл");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "\u2014 \u00a0\u200b\ufeff"})
    void whatHasNoLettersHasNoForm(String word) {
        assertThat(CodeWordForm.of(word)).isEmpty();
    }

    @Test
    void whatWasKeptBeforeIsComparedToo() {
        assertThat(CodeWordForm.compared(" Ақ берёза")).containsExactly("ақбереза", "ақ берёза");
        assertThat(CodeWordForm.compared("Тұлпар")).containsExactly("тұлпар");
        assertThat(CodeWordForm.compared(" - ")).containsExactly("-");
        assertThat(CodeWordForm.compared(" ")).isEmpty();
    }
}
