package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.e2e.BrokenState.Found;
import org.courtbridge.gateway.measuring.FurtherAttempts;
import org.courtbridge.gateway.measuring.Look;
import org.courtbridge.gateway.measuring.Measurement;
import org.courtbridge.gateway.measuring.Shortage;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms of one kind, each broken in its own way, are tried, some at one time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("measures")
abstract class RoomStates {

    private static final Duration LENGTH = Duration.ofSeconds(14);

    /** Of the machine, at one time, with which false alarms say nothing. */
    private static final Duration STANDSTILL = Duration.ofMillis(200);

    /** A test that goes on and on is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Pixels of its film. */
    static final int WIDTH = 432;

    static final int HEIGHT = 240;

    private static final long NARROW = 300_000;
    private static final int LOST_OF_THOUSAND = 125;

    private final TestJudge judge = new TestJudge(Limits.standard(), KnownClients.NONE);
    private Optional<ProbeRig> opened = Optional.empty();
    private final Map<BrokenState, ProbeReport> reports = new EnumMap<>(BrokenState.class);
    private final Map<BrokenState, Look> looks = new EnumMap<>(BrokenState.class);
    private Path folder = Path.of("");

    /**
     * The setup of a room.
     *
     * @param line behind which it is; empty if it is here
     */
    record Wanted(
            BrokenState state, int party, Device device, String password, ProbeRig rig, Optional<PhoneLine> line) {}

    /** A room that is a program. */
    interface Room extends AutoCloseable {

        /** Until it can be called, or has been refused. */
        void awaitReady() throws Exception;
    }

    /** @param into a folder for it, and for what it hears and sees */
    abstract Room start(Path into, Recordings recordings, Wanted wanted) throws Exception;

    @BeforeAll
    void tryAll() throws Exception {
        if (!Recordings.canBeMade()) {
            return;
        }
        folder = Scratch.folder(getClass().getSimpleName());
        Recordings recordings = new Recordings(folder, WIDTH, HEIGHT);
        ProbeRig rig = new ProbeRig(Files.createDirectories(folder.resolve("data")));
        opened = Optional.of(rig);
        rig.warmUp(LENGTH);
        measure(EnumSet.range(BrokenState.MUTED, BrokenState.DARK), recordings, rig);
        measure(EnumSet.range(BrokenState.NOISY, BrokenState.WRONG_PASSWORD), recordings, rig);
        Set<BrokenState> again = EnumSet.allOf(BrokenState.class);
        again.removeIf(state -> !hadNoTime(report(state)));
        if (!again.isEmpty()) {
            FurtherAttempts.note(2, getClass().getSimpleName() + ": no time to try rooms that are " + again);
            measure(again, recordings, rig);
        }
    }

    private void measure(Set<BrokenState> states, Recordings recordings, ProbeRig rig) throws Exception {
        Look look = Measurement.once(STANDSTILL, () -> {
            tryThese(states, recordings, rig);
            return List.of();
        });
        states.forEach(state -> looks.put(state, look));
    }

    @BeforeEach
    void needsPhotographs() {
        assumeThat(Recordings.canBeMade()).as("photographs of persons").isTrue();
    }

    /** Whether the report says that this machine was too busy to measure, which says nothing of the room. */
    private static boolean hadNoTime(ProbeReport report) {
        boolean starved = report.connection() instanceof Connection.Failed failed && failed.failure() == Failure.FAULT;
        boolean leftOut = report.picture()
                .filter(seen -> seen.pictures() > 0 && seen.perSecond().isEmpty())
                .isPresent();
        return starved || leftOut;
    }

    private ProbeReport report(BrokenState state) {
        return Objects.requireNonNull(reports.get(state), "report");
    }

    /** As many as two processors bear. */
    private void tryThese(Set<BrokenState> states, Recordings recordings, ProbeRig rig) throws Exception {
        Map<BrokenState, Device> devices = new EnumMap<>(BrokenState.class);
        List<Room> rooms = new ArrayList<>();
        List<AutoCloseable> lines = new ArrayList<>();
        try {
            for (BrokenState state : states) {
                Wanted wanted = wanted(state, rig, lines);
                devices.put(state, wanted.device());
                rooms.add(start(Files.createDirectories(folder.resolve(state.name())), recordings, wanted));
            }
            for (Room room : rooms) {
                room.awaitReady();
            }
            Map<BrokenState, CompletableFuture<ProbeReport>> probes = new EnumMap<>(BrokenState.class);
            devices.forEach((state, device) -> probes.put(
                    state,
                    rig.probes
                            .probe(new Probe(device, LENGTH))
                            .toCompletableFuture()
                            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
            for (Map.Entry<BrokenState, CompletableFuture<ProbeReport>> probe : probes.entrySet()) {
                reports.put(probe.getKey(), probe.getValue().get());
            }
        } finally {
            for (Room room : rooms) {
                room.close();
            }
            for (AutoCloseable line : lines.reversed()) {
                line.close();
            }
        }
    }

    private Wanted wanted(BrokenState state, ProbeRig rig, List<AutoCloseable> lines) throws Exception {
        int party = 1 + state.ordinal();
        String password = state == BrokenState.WRONG_PASSWORD ? "wrong" : "secret" + party;
        Device device = rig.devices.byUsername("room" + party).orElseGet(() -> rig.room(party));
        return new Wanted(state, party, device, password, rig, line(state, party, lines));
    }

    private Optional<PhoneLine> line(BrokenState state, int party, List<AutoCloseable> opened) throws Exception {
        return switch (state) {
            case NARROW -> {
                PhoneLine line = PhoneLine.open(folder, party);
                opened.add(line);
                line.carries(NARROW);
                line.carriesBack(NARROW);
                yield Optional.of(line);
            }
            case LOSSY -> {
                PhoneLine line = PhoneLine.open(folder, party);
                opened.add(line);
                LossyLine lossy = LossyLine.back(folder, line);
                opened.add(lossy);
                lossy.losesMedia(LOST_OF_THOUSAND);
                yield Optional.of(line);
            }
            case ONE_WAY -> {
                PhoneLine line = PhoneLine.open(folder, party);
                opened.add(line);
                LossyLine lossy = LossyLine.of(folder, line);
                opened.add(lossy);
                lossy.losesMedia(LossyLine.ALL);
                yield Optional.of(line);
            }
            case MUTED, BLACK, FROZEN, DARK, NOISY, NO_ANSWER, WRONG_PASSWORD -> Optional.empty();
        };
    }

    @AfterAll
    void close() {
        opened.ifPresent(ProbeRig::close);
    }

    @ParameterizedTest
    @EnumSource
    void isFound(BrokenState state) throws Exception {
        ProbeReport report = report(state);
        List<Verdict> verdicts = judge.judge(report, PictureSubject.ROOM);
        write(state, report, verdicts);
        try {
            state.is(Found.of(report, verdicts));
        } catch (AssertionError bad) {
            Shortage shortage = Objects.requireNonNull(looks.get(state), "look").shortage();
            if (shortage.isShort(STANDSTILL)) {
                throw Measurement.couldNotMeasure(bad.getMessage() + " (" + shortage + ")");
            }
            throw bad;
        }
    }

    /** They lie in the test's folder, for whoever wants to know. */
    private void write(BrokenState state, ProbeReport report, List<Verdict> verdicts) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(Duration.between(report.begun(), report.ended()) + " "
                + Found.of(report, verdicts).failed());
        lines.add(report.toString());
        verdicts.forEach(
                verdict -> lines.add("%s %s: %s".formatted(verdict.check(), verdict.outcome(), verdict.figure())));
        Files.write(folder.resolve(state + ".txt"), lines);
    }
}
