package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Announcement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of all words that are read and heard, in every language. */
class WordsTest {

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageSaysTheSameAndTheFontHasItsLetters(Language language) {
        Words words = Words.in(language);
        assertThat(words.keys()).isEqualTo(Words.in(Language.ENGLISH).keys());
        for (String key : words.keys()) {
            assertThat(words.get(key).contains("{0}"))
                    .as(key)
                    .isEqualTo(Words.in(Language.ENGLISH).get(key).contains("{0}"));
            assertThat(Lettering.PLAIN.has(words.get(key))).as(key).isTrue();
            assertThat(Lettering.BOLD.has(words.get(key))).as(key).isTrue();
        }
    }

    @Test
    void fontHasEveryKazakhLetterAndNotEverything() {
        assertThat(Lettering.PLAIN.has("әғқңөұүһіӘҒҚҢӨҰҮҺІ№«»…•∗#")).isTrue();
        assertThat(Lettering.PLAIN.has("漢")).isFalse();
    }

    @Test
    void everyPromptIsSaidAudiblyAndToItsEnd() {
        Prompts prompts = Prompts.shared();
        for (Prompt prompt : Prompt.values()) {
            for (Language language : Language.values()) {
                Prompt.Spoken spoken = prompt.in(language);
                assertThat(prompts.length(spoken)).as("%s", spoken).isBetween(Duration.ofSeconds(1), Menu.FAREWELL);
                Said said = said(prompts.say(List.of(spoken)));
                assertThat(said.length()).isEqualTo(prompts.length(spoken));
                assertThat(said.level()).as("dBov of %s", spoken).isBetween(-30, -12);
            }
        }
    }

    @Test
    void promptsFollowEachOther() {
        Prompts prompts = Prompts.shared();
        Prompt.Spoken first = Prompt.WRONG.in(Language.KAZAKH);
        Prompt.Spoken second = Prompt.NUMBER.in(Language.ENGLISH);
        assertThat(said(prompts.say(List.of(first, second))).length())
                .isEqualTo(prompts.length(first).plus(prompts.length(second)));
        assertThat(said(prompts.say(List.of())).length()).isZero();
    }

    /** @param level mean, dBov */
    private record Said(Duration length, int level) {}

    private static Said said(Announcement announcement) {
        float[] block = new float[Pcm.BLOCK];
        int blocks = 0;
        double energy = 0;
        while (announcement.next(block)) {
            blocks++;
            for (float sample : block) {
                energy += sample * sample;
            }
        }
        int level = (int) Math.round(10 * Math.log10(energy / Math.max(1, blocks * Pcm.BLOCK) + 1e-12));
        return new Said(Duration.ofMillis(20L * blocks), level);
    }
}
