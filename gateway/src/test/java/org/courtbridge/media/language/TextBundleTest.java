package org.courtbridge.media.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.courtbridge.console.html.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the texts of the console's pages. */
class TextBundleTest {

    private static final TextBundle BUNDLE = TextBundle.of(Messages.class, "messages");

    @ParameterizedTest
    @EnumSource(Language.class)
    void saysATextInEachLanguageWithWhatIsFilledIn(Language language) {
        assertThat(BUNDLE.say(language, "schedule.week", "30.11.", "6.12."))
                .isEqualTo(Messages.in(language).get("schedule.week", "30.11.", "6.12."))
                .contains("30.11.", "6.12.");
    }

    @Test
    void saysWhichTextThereIsNot() {
        assertThatThrownBy(() -> BUNDLE.say(Language.KAZAKH, "schedule.never"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no text: schedule.never in kk");
    }
}
