package org.courtbridge.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.courtbridge.provisioning.testcall.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordWarningsTest {

    private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");

    private final List<PendingRotations.Pending> pending = new ArrayList<>();
    private final Set<String> claimed = new HashSet<>();
    private final PendingRotations rotations = new PendingRotations() {
        @Override
        public List<Pending> pending() {
            return List.copyOf(pending);
        }

        @Override
        public boolean claimWarning(String deviceId) {
            return claimed.add(deviceId);
        }
    };
    private final List<List<String>> warned = new ArrayList<>();
    private Instant now = NOW;
    private final PasswordWarnings warnings = new PasswordWarnings(
            rotations,
            List.of(devices ->
                    warned.add(devices.stream().map(one -> one.device().name()).toList())),
            () -> now);

    private void isPending(String name, Duration left) {
        pending.add(new PendingRotations.Pending(Device.newlyAdded("id-" + name, name, name, NOW), NOW.plus(left)));
    }

    @Test
    void warnsOnceOfThoseWhosePasswordLapsesWithinADay() {
        isPending("Зал 1", Duration.ofHours(1));
        isPending("Зал 2", Duration.ofHours(24));
        isPending("Зал 3", Duration.ofHours(25));
        warnings.run();
        warnings.run();
        assertThat(warned).containsExactly(List.of("Зал 1", "Зал 2"));
        now = NOW.plus(Duration.ofHours(1));
        warnings.run();
        assertThat(warned).containsExactly(List.of("Зал 1", "Зал 2"), List.of("Зал 3"));
    }

    @Test
    void saysNothingWhereAllHaveTheirPasswords() {
        warnings.run();
        assertThat(warned).isEmpty();
    }

    @Test
    void aLetterNamesTheDevicesAndWhatToDo(@TempDir Path folder) {
        try (Database database = EmptyDatabase.in(folder)) {
            AlertTexts texts = new AlertTexts(new AlertTexts.Parts(
                    new StoredTestBook(database),
                    _ -> Optional.empty(),
                    () -> "https://court.example",
                    ZoneId.of("Asia/Almaty")));
            isPending("Зал № 3", Duration.ofHours(2));
            for (Language language : Language.values()) {
                assertThat(texts.passwordText(pending, language))
                        .contains("Зал № 3", "01.12.2026 10:00", "https://court.example/fleet?state=OLD_PASSWORD")
                        .doesNotContain("{");
                assertThat(texts.passwordSubject(pending, language)).endsWith(": 1");
            }
            IntStream.range(0, 60).forEach(i -> isPending("Зал 1" + i, Duration.ofHours(3)));
            assertThat(texts.passwordText(pending, Language.ENGLISH))
                    .contains("... and 11 more")
                    .doesNotContain("Зал 159");
        }
    }

    @Test
    void techniciansAloneGetALetter(@TempDir Path folder) throws Exception {
        List<String> outgoing = new ArrayList<>();
        isPending("Зал № 3", Duration.ofHours(2));
        try (Database database = EmptyDatabase.in(folder)) {
            AlertTexts texts = new AlertTexts(new AlertTexts.Parts(
                    new StoredTestBook(database), _ -> Optional.empty(), () -> "https://c.example", ZoneId.of("UTC")));
            MailChannel mail = new MailChannel(
                    Map.of(
                            Alert.Role.CLERK,
                            List.of(new MailChannel.Recipient("clerk@court.example", Language.KAZAKH)),
                            Alert.Role.TECHNICIAN,
                            List.of(new MailChannel.Recipient("tech@court.example", Language.RUSSIAN))),
                    texts,
                    letter -> {},
                    (_, _) -> (id, message) -> outgoing.add(id + " " + message));
            mail.warn(pending);
        }
        assertThat(outgoing).hasSize(1);
        JsonNode letter = new ObjectMapper()
                .readTree(outgoing.getFirst().substring(outgoing.getFirst().indexOf('{')));
        assertThat(letter.path("to").asText()).isEqualTo("tech@court.example");
        assertThat(letter.path("subject").asText()).isEqualTo("Скоро истекают пароли: 1");
    }
}
