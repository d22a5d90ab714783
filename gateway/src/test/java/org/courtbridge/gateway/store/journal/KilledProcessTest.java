package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores events is killed with SIGKILL: every event that it acknowledged is there. */
class KilledProcessTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void losesNothingThatWasAcknowledged() throws Exception {
        long before = 0;
        for (int kill = 0; kill < 2; kill++) {
            long acknowledged = runAndKill(before + 150);
            try (Database database = Database.embedded(folder);
                    StoredHearings hearings = StoredHearings.open(
                            database, folder.resolve("journal"), new InternalErrors(InstantSource.system()))) {
                before = hearings.load().getFirst().lastEvent();
            }
            assertThat(before).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    /** Returns the number of the last event that was acknowledged. */
    private long runAndKill(long atLeast) throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        try (BufferedReader lines = child.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged = Long.parseLong(line);
                if (acknowledged >= atLeast) {
                    child.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
        return acknowledged;
    }

    /** Appends events for ever and prints the number of each when it is acknowledged. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            StoredHearings hearings = StoredHearings.open(
                    Database.embedded(folder), folder.resolve("journal"), new InternalErrors(InstantSource.system()));
            HearingState state = hearings.load().stream().findFirst().orElse(HearingState.initial("h"));
            while (true) {
                List<HearingEvent> events = state.lastEvent() == 0
                        ? Hearing.create("7", "t")
                        : Hearing.decide(
                                state,
                                new HearingCommand.Invite(
                                        "x",
                                        PartyId.device("d"),
                                        "name " + state.lastEvent(),
                                        HearingCommand.Admission.LOBBY));
                List<HearingEvent.Recorded> recorded = Hearing.record(state, events, "x", Instant.EPOCH);
                hearings.append("h", recorded);
                state = Hearing.apply(state, recorded.getFirst());
                System.out.println(state.lastEvent());
            }
        }
    }
}
