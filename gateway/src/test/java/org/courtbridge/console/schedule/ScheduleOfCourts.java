package org.courtbridge.console.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.OpeningHours;
import org.courtbridge.provisioning.inventory.Room;

/** A console with two courts and a hospital, each with a room and a codec, on a Tuesday morning in Almaty. */
final class ScheduleOfCourts implements AutoCloseable {

    /** 09:30 on 1 December 2026. */
    static final Instant NOW = Instant.parse("2026-12-01T04:30:00Z");

    /** 10:00 on the day after. */
    static final Instant TEN = Instant.parse("2026-12-02T05:00:00Z");

    static final String SECRETARY = "user:secretary";

    final RunningConsole running;

    ScheduleOfCourts(Path folder) throws Exception {
        running = new RunningConsole(folder);
        running.clock = () -> NOW;
        found("own", "Алматы соты", InstitutionKind.COURT);
        found("other", "Астана соты", InstitutionKind.COURT);
        found("hospital", "Аурухана", InstitutionKind.HOSPITAL);
    }

    private void found(String id, String name, InstitutionKind kind) {
        running.services
                .inventory()
                .save(new Institution(
                        id,
                        name,
                        kind,
                        "",
                        Optional.empty(),
                        InstitutionContact.UNKNOWN,
                        OpeningHours.parse("09:00-18:00")));
        running.services.inventory().save(new Room("room-" + id, id, "Зал " + id));
        String device = running.services
                .devices()
                .add("Кодек " + id, "codec-" + id, "x")
                .id();
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of("room-" + id)));
    }

    String device(String institution) {
        return running.services
                .devices()
                .byUsername("codec-" + institution)
                .orElseThrow()
                .id();
    }

    String hearing(String number, String title, String court, Optional<Instant> begins) {
        String id = running.conferences
                .create(SECRETARY, number, title)
                .toCompletableFuture()
                .join()
                .id();
        submit(id, new HearingCommand.AssignCourt(SECRETARY, court));
        if (begins.isPresent()) {
            submit(id, new HearingCommand.Schedule(SECRETARY, begins));
        }
        return id;
    }

    void submit(String hearing, HearingCommand command) {
        running.conferences.submit(hearing, command).toCompletableFuture().join();
    }

    @Override
    public void close() throws Exception {
        running.close();
    }
}
