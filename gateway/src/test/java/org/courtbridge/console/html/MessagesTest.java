package org.courtbridge.console.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.hearings.applications.ApplicationRefusal;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.files.ByHand;
import org.courtbridge.provisioning.inventory.RowFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguageHasEveryKey(Language language) {
        assertThat(Messages.in(language).keys())
                .isEqualTo(Messages.in(Language.ENGLISH).keys());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTranslationSaysAsMuch(Language language) {
        for (String key : Messages.in(Language.ENGLISH).keys()) {
            String words = Messages.in(language).get(key);
            assertThat(words).as(key).isNotBlank();
            assertThat(places(words))
                    .as(key)
                    .isEqualTo(places(Messages.in(Language.ENGLISH).get(key)));
        }
    }

    /** Words of one page and another are made at the same moment. */
    @Test
    void saysTheSameToManyAtOnce() {
        Messages messages = Messages.in(Language.ENGLISH);
        List<String> said = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> messages.get("fault.took", i % 24, i % 60))
                .toList();
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i)).isEqualTo("%d\u00a0h %d\u00a0min".formatted(i % 24, i % 60));
        }
    }

    private static long places(String words) {
        return PLACE.matcher(words).results().map(m -> m.group()).distinct().count();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void noKeyIsThereTwice(Language language) throws IOException {
        try (InputStream file = Messages.class.getResourceAsStream("messages_" + language.tag() + ".properties")) {
            List<String> keys = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("[A-Za-z0-9._-]+=.*"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .toList();
            assertThat(keys).hasSizeGreaterThan(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void everythingThatCanBeWrongHasWords() {
        Messages messages = Messages.in(Language.ENGLISH);
        for (PictureMisfit.Limit limit : PictureMisfit.Limit.values()) {
            assertThat(messages.has("blocked." + limit)).as("%s", limit).isTrue();
        }
        for (LegMedia.Refusal refusal : LegMedia.Refusal.values()) {
            assertThat(messages.has("refused." + refusal)).as("%s", refusal).isTrue();
        }
        for (LegCondition condition : LegCondition.values()) {
            assertThat(messages.has("condition." + condition))
                    .as("%s", condition)
                    .isTrue();
        }
        for (ByHand setting : ByHand.values()) {
            assertThat(messages.has("hands." + setting.code()))
                    .as("%s", setting)
                    .isTrue();
        }
        for (RowFault fault : RowFault.values()) {
            assertThat(messages.has("import.fault." + fault)).as("%s", fault).isTrue();
        }
        for (AuditTrail.Flaw flaw : AuditTrail.Flaw.values()) {
            assertThat(messages.has("audit.flaw." + flaw)).as("%s", flaw).isTrue();
        }
        for (DeviceFault fault : DeviceFault.values()) {
            assertThat(messages.has("fault." + fault)).as("%s", fault).isTrue();
        }
        for (ApplicationRefusal refusal : ApplicationRefusal.values()) {
            assertThat(messages.has("application.refusal." + refusal))
                    .as("%s", refusal)
                    .isTrue();
        }
        for (Leg.Kind kind : Leg.Kind.values()) {
            assertThat(messages.has("figures.kind." + kind)).as("%s", kind).isTrue();
        }
    }

    @Test
    void takesTheLanguageThatTheBrowserPrefers() {
        assertThat(Language.accepted("fr, ru-KZ;q=0.8, en;q=0.7")).contains(Language.RUSSIAN);
        assertThat(Language.accepted("kk-Cyrl-KZ")).contains(Language.KAZAKH);
        assertThat(Language.accepted("fr")).isEmpty();
        assertThat(Language.accepted(";;q=,")).isEmpty();
    }

    @Test
    void fillsInWhatIsMeasured() {
        assertThat(Messages.in(Language.RUSSIAN).get("quality.jitter", 40)).isEqualTo("Линия неустойчива: 40\u00a0мс");
        assertThat(Messages.in(Language.ENGLISH).get("hearing.remove.ask")).isEqualTo("End this party's call?");
    }
}
