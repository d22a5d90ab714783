package org.courtbridge.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.testcall.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceWarningsTest {

    private static final long MEBIBYTE = 1L << 20;

    private Instant now = Instant.parse("2026-12-01T03:00:00Z");
    private long free = 100 * MEBIBYTE;
    private final List<SpaceWarnings.Little> told = new ArrayList<>();
    private final SpaceWarnings warnings = new SpaceWarnings(
            new DiskSpace(Path.of("/data"), 64 * MEBIBYTE, () -> free), List.of(told::add), () -> now);

    @Test
    void warnsWhenThereIsLittleAndOnceADayForAsLongAsThereIs() {
        warnings.run();
        free = 64 * MEBIBYTE;
        warnings.run();
        assertThat(told).isEmpty();
        free = 12 * MEBIBYTE;
        warnings.run();
        now = now.plus(SpaceWarnings.AGAIN).minusSeconds(1);
        warnings.run();
        assertThat(told)
                .containsExactly(new SpaceWarnings.Little("/data", 12, 64, Instant.parse("2026-12-01T03:00:00Z")));
        now = now.plusSeconds(1);
        warnings.run();
        assertThat(told).hasSize(2);
    }

    @Test
    void warnsAgainAtOnceWhenThereWasEnoughMeanwhile() {
        free = MEBIBYTE;
        warnings.run();
        free = 1_000 * MEBIBYTE;
        warnings.run();
        free = MEBIBYTE;
        now = now.plus(Duration.ofMinutes(2));
        warnings.run();
        assertThat(told).hasSize(2);
    }

    @Test
    void aLetterToTechniciansAloneHasTheFiguresAndWhatToDo(@TempDir Path folder) {
        List<String> outgoing = new ArrayList<>();
        try (Database database = EmptyDatabase.in(folder)) {
            AlertTexts texts = new AlertTexts(new AlertTexts.Parts(
                    new StoredTestBook(database), _ -> Optional.empty(), () -> "https://c.example", ZoneId.of("UTC")));
            SpaceWarnings.Little little = new SpaceWarnings.Little("/var/lib/courtbridge", 12, 64, now);
            for (Language language : Language.values()) {
                assertThat(texts.spaceSubject(little, language)).contains("12");
                assertThat(texts.spaceText(little, language))
                        .contains("/var/lib/courtbridge", "12", "64", "traces", "https://c.example")
                        .doesNotContain("{");
            }
            MailChannel mail = new MailChannel(
                    Map.of(
                            Alert.Role.CLERK,
                            List.of(new MailChannel.Recipient("clerk@court.example", Language.KAZAKH)),
                            Alert.Role.TECHNICIAN,
                            List.of(new MailChannel.Recipient("tech@court.example", Language.RUSSIAN))),
                    texts,
                    letter -> {},
                    (_, _) -> (id, message) -> outgoing.add(id + " " + message));
            mail.warn(little);
        }
        assertThat(outgoing).hasSize(1);
        assertThat(outgoing.getFirst()).contains("tech@court.example", "Мало места на диске: 12 МиБ");
    }
}
