package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.e2e.BaresipPeer.Account;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.Probe;
import org.courtbridge.provisioning.testcall.ProbeReport;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Failure;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rooms that are real programs, and good ones, are tried as they are on the day of a hearing, in more than a minute: {@code
 * ./courtbridge soak states}. Broken ones: {@link RoomStates}.
 */
@Tag("soak")
@Tag("states")
class RoomProbeIT {

    private static final Duration LENGTH = Duration.ofSeconds(14);

    /** From the question to the verdict, with a machine that does other things too. */
    private static final long PATIENCE_SECONDS = 30;

    /** bit/s. */
    private static final long WIDE = 2_000_000;

    private final TestJudge judge = new TestJudge(Limits.standard(), KnownClients.NONE);
    private final List<BaresipPeer> rooms = new ArrayList<>();
    private Path folder;
    private ProbeRig rig;

    @BeforeEach
    void open() throws Exception {
        folder = Scratch.folder("RoomProbeIT");
        rig = new ProbeRig(Files.createDirectories(folder.resolve("data")));
        rig.warmUp(LENGTH);
    }

    @AfterEach
    void close() throws Exception {
        for (BaresipPeer room : rooms) {
            room.close();
        }
        rig.close();
    }

    private Path ffmpeg(String name, String... arguments) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(file.toString());
        ChildProcess.run(folder, name, command);
        return file;
    }

    private Path wav(String name, String... input) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(input));
        arguments.addAll(List.of("-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-t", "60"));
        return ffmpeg(name, arguments.toArray(String[]::new));
    }

    /** Somebody who speaks in a room, and pauses. @param noise its amplitude, 0 to 1 */
    private Path talk(String name, double noise) throws Exception {
        Path voice = folder.resolve("voice.wav");
        String text = "The hearing is now open. Please state your full name clearly for the record. "
                + "I remember that day well, and I am ready to answer questions.";
        ChildProcess.run(folder, "espeak", List.of("espeak-ng", "-v", "en", "-a", "60", "-w", voice.toString(), text));
        return wav(
                name,
                "-stream_loop",
                "20",
                "-i",
                voice.toString(),
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=r=16000:a=" + noise,
                "-filter_complex",
                "[0]apad=pad_dur=0[v];[v][1]amix=inputs=2:duration=first:normalize=0");
    }

    private Path film(String name, String source) throws Exception {
        return ffmpeg(
                name,
                "-f",
                "lavfi",
                "-i",
                source,
                "-t",
                "60",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "15",
                "-pix_fmt",
                "yuv420p");
    }

    private Device room(Path sound, Path film, PhoneLine line) throws Exception {
        Device device = rig.room(1);
        Account account = new Account(1, device.username(), "secret1", rig.sipServer(), true);
        String settings =
                "audio_source aufile,%s\nvideo_source avformat,%s\nvideo_size 640x360\n".formatted(sound, film);
        BaresipPeer room = BaresipPeer.start(folder, account, settings + line.settings(), "", line.placeWithAside());
        rooms.add(room);
        room.awaitRegistered();
        return device;
    }

    private CompletableFuture<ProbeReport> probe(Device device) {
        return rig.probes
                .probe(new Probe(device, LENGTH))
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** They lie in the test's folder, for whoever wants to know. */
    private Map<Check, Verdict> verdicts(String state, ProbeReport report) throws Exception {
        Map<Check, Verdict> verdicts = new EnumMap<>(Check.class);
        judge.judge(report, PictureSubject.ROOM).forEach(verdict -> verdicts.put(verdict.check(), verdict));
        List<String> lines = new ArrayList<>(List.of(report.toString()));
        verdicts.values()
                .forEach(verdict ->
                        lines.add("%s %s: %s".formatted(verdict.check(), verdict.outcome(), verdict.figure())));
        Files.write(Scratch.folder("RoomProbeIT-verdicts-" + state).resolve("verdicts.txt"), lines);
        return verdicts;
    }

    private static List<Check> failed(Map<Check, Verdict> verdicts) {
        return verdicts.values().stream()
                .filter(verdict -> verdict.outcome() == Outcome.FAIL)
                .map(Verdict::check)
                .toList();
    }

    private static void passes(Map<Check, Verdict> verdicts, Check... checks) {
        assertThat(checks)
                .allSatisfy(check -> assertThat(Objects.requireNonNull(verdicts.get(check), "verdict")
                                .outcome())
                        .isEqualTo(Outcome.PASS));
    }

    /** One of 2 Mbit/s carries what is asked for. */
    @Test
    void aGoodRoomOnALineThatIsWideEnoughIsGood() throws Exception {
        Path voice = talk("talk.wav", 0.0005);
        Path moving = film("moving.mp4", "mandelbrot=s=640x360:r=15:maxiter=100:end_pts=100");
        try (PhoneLine line = PhoneLine.open(folder, 1)) {
            line.carries(WIDE);
            line.carriesBack(WIDE);
            Map<Check, Verdict> verdicts =
                    verdicts("good", probe(room(voice, moving, line)).get());
            passes(
                    verdicts,
                    Check.CONNECTION,
                    Check.SOUND_CODING,
                    Check.PICTURE_CODING,
                    Check.MICROPHONE,
                    Check.SPEECH_LEVEL,
                    Check.NOISE,
                    Check.DROP_OUTS,
                    Check.FRAME_RATE,
                    Check.FROZEN,
                    Check.BLACK,
                    Check.LOSS,
                    Check.RATE_DOWN,
                    Check.SOUND_SENT,
                    Check.PICTURE_SENT,
                    Check.KEYFRAME_RECOVERY);
            assertThat(failed(verdicts)).isSubsetOf(Check.ENCRYPTION);
        }
    }

    @Test
    void aRoomThatIsNotThereIsNotRegistered() throws Exception {
        ProbeReport report = probe(rig.room(9)).get();
        assertThat(((Connection.Failed) report.connection()).failure()).isEqualTo(Failure.NOT_REGISTERED);
        assertThat(failed(verdicts("absent", report))).containsExactly(Check.CONNECTION);
    }

    /** It encrypts if it is asked to (H.235.6): what is measured was decrypted. */
    @ParameterizedTest
    @EnumSource
    void aRoomOfH323IsTriedToo(Encryption encryption) throws Exception {
        String id = rig.room(10).id();
        rig.devices.setEncryption(id, encryption);
        Device device = rig.devices.byUsername("room10").orElseThrow();
        List<String> arguments = List.of(
                "--protocol",
                "H323",
                "--server",
                Scratch.ADDRESS + ":" + rig.h323.rasPort(),
                "--user",
                device.username(),
                "--password",
                "secret10");
        try (DemoRoomPeer room = DemoRoomPeer.start(folder, arguments)) {
            Await.until("the room has registered", Court.PATIENCE, () -> rig.h323.isRegistered(device));
            ProbeReport report = probe(device).get();
            assertThat(report.connection())
                    .isInstanceOfSatisfying(
                            Connection.Connected.class,
                            connected -> assertThat(connected.encrypted()).contains(encryption != Encryption.OFF));
            Map<Check, Verdict> verdicts = verdicts("H.323 " + encryption, report);
            passes(
                    verdicts,
                    Check.CONNECTION,
                    Check.SOUND_CODING,
                    Check.PICTURE_CODING,
                    Check.MICROPHONE,
                    Check.LOSS,
                    Check.FRAME_RATE,
                    Check.BLACK,
                    Check.RATE_DOWN);
            assertThat(room.isAlive()).isTrue();
        }
    }
}
