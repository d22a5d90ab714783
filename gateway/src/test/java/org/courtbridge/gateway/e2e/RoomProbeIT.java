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
import org.junit.jupiter.api.Test;

/** Rooms that are real programs, each with a fault of its own, are tried as they are on the day of a hearing. */
class RoomProbeIT {

    private static final Duration LENGTH = Duration.ofSeconds(14);

    /** From the question to the verdict, with a machine that does other things too. */
    private static final long PATIENCE_SECONDS = 30;

    private final TestJudge judge = new TestJudge(Limits.standard(), KnownClients.NONE);
    private final List<BaresipPeer> rooms = new ArrayList<>();
    private Path folder;
    private ProbeRig rig;

    @BeforeEach
    void open() throws Exception {
        folder = Scratch.folder("RoomProbeIT");
        rig = new ProbeRig(Files.createDirectories(folder.resolve("data")));
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

    private Device room(int party, Path sound, Path film) throws Exception {
        return room(party, "secret" + party, sound, film, "");
    }

    private Device room(int party, String password, Path sound, Path film, String parameters) throws Exception {
        Device device = rig.room(party);
        Account account = new Account(party, device.username(), password, rig.sipServer(), true);
        String size = film.endsWith("moving.mp4") ? "640x360" : "320x180";
        String settings =
                "audio_source aufile,%s\nvideo_source avformat,%s\nvideo_size %s\n".formatted(sound, film, size);
        BaresipPeer room = BaresipPeer.start(folder, account, settings, parameters);
        rooms.add(room);
        if (password.equals("secret" + party)) {
            room.awaitRegistered();
        } else {
            room.awaitRefused();
        }
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

    private Path small() throws Exception {
        return film("small.mp4", "mandelbrot=s=320x180:r=15:maxiter=100:end_pts=100");
    }

    @Test
    void aGoodRoomIsGoodAndABlackPictureIsFound() throws Exception {
        Path voice = talk("talk.wav", 0.0005);
        Path moving = film("moving.mp4", "mandelbrot=s=640x360:r=15:maxiter=100:end_pts=100");
        CompletableFuture<ProbeReport> good = probe(room(1, voice, moving));
        CompletableFuture<ProbeReport> dark = probe(room(2, voice, film("black.mp4", "color=c=black:s=320x180:r=15")));
        Map<Check, Verdict> goodRoom = verdicts("good", good.get());
        Map<Check, Verdict> darkRoom = verdicts("black", dark.get());
        passes(
                goodRoom,
                Check.CONNECTION,
                Check.MICROPHONE,
                Check.SPEECH_LEVEL,
                Check.NOISE,
                Check.DROP_OUTS,
                Check.FRAME_RATE,
                Check.FROZEN,
                Check.BLACK,
                Check.LOSS,
                Check.SOUND_SENT,
                Check.PICTURE_SENT,
                Check.KEYFRAME_RECOVERY);
        assertThat(failed(goodRoom)).isSubsetOf(Check.ENCRYPTION);
        assertThat(failed(darkRoom)).contains(Check.BLACK).doesNotContain(Check.MICROPHONE, Check.PICTURE_SENT);
    }

    @Test
    void aMutedMicrophoneIsFoundAndALineThatCarriesOneWayOnly() throws Exception {
        Path muted = wav("muted.wav", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono");
        Path small = small();
        try (NfTable net = NfTable.add(folder, "deaf")) {
            net.rule("udp dport 50500-50599 drop"); // to room 5
            CompletableFuture<ProbeReport> silent = probe(room(3, muted, small));
            CompletableFuture<ProbeReport> deaf = probe(room(5, talk("talk.wav", 0.0005), small));
            Map<Check, Verdict> silentRoom = verdicts("muted", silent.get());
            Map<Check, Verdict> deafRoom = verdicts("one-way", deaf.get());
            assertThat(failed(silentRoom)).contains(Check.MICROPHONE).doesNotContain(Check.BLACK, Check.SOUND_SENT);
            assertThat(failed(deafRoom))
                    .contains(Check.SOUND_SENT, Check.PICTURE_SENT)
                    .doesNotContain(Check.MICROPHONE, Check.LOSS, Check.BLACK);
        }
    }

    @Test
    void noiseIsFoundAndALineThatLoses() throws Exception {
        Path small = small();
        try (NfTable net = NfTable.add(folder, "lossy")) {
            net.rule("udp sport 50600-50699 numgen random mod 100 < 12 drop"); // from room 6
            CompletableFuture<ProbeReport> loud = probe(room(4, talk("noisy.wav", 0.08), small));
            CompletableFuture<ProbeReport> lossy = probe(room(6, talk("talk.wav", 0.0005), small));
            Map<Check, Verdict> loudRoom = verdicts("noisy", loud.get());
            Map<Check, Verdict> lossyRoom = verdicts("lossy", lossy.get());
            assertThat(failed(loudRoom)).contains(Check.NOISE).doesNotContain(Check.MICROPHONE, Check.LOSS);
            assertThat(failed(lossyRoom)).contains(Check.LOSS).doesNotContain(Check.MICROPHONE, Check.SOUND_SENT);
        }
    }

    @Test
    void whyThereIsNoCallIsTold() throws Exception {
        Path voice = wav("muted.wav", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono");
        Path black = film("black.mp4", "color=c=black:s=640x360:r=15");
        Device away = rig.room(9);
        Device rings = room(7, "secret7", voice, black, ";answermode=manual");
        Device stranger = room(8, "wrong", voice, black, "");

        CompletableFuture<ProbeReport> absent = probe(away);
        CompletableFuture<ProbeReport> unanswered = probe(rings);
        CompletableFuture<ProbeReport> wrong = probe(stranger);
        assertThat(failure(absent.get())).isEqualTo(Failure.NOT_REGISTERED);
        assertThat(failure(unanswered.get())).isEqualTo(Failure.NO_ANSWER);
        assertThat(failure(wrong.get())).isEqualTo(Failure.WRONG_PASSWORD);
        assertThat(failed(verdicts("no answer", unanswered.get()))).containsExactly(Check.CONNECTION);
    }

    private static Failure failure(ProbeReport report) {
        return ((Connection.Failed) report.connection()).failure();
    }

    @Test
    void aRoomOfH323IsTriedToo() throws Exception {
        Device device = rig.room(10);
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
            Map<Check, Verdict> verdicts = verdicts("H.323", probe(device).get());
            passes(verdicts, Check.CONNECTION, Check.MICROPHONE, Check.LOSS, Check.FRAME_RATE, Check.BLACK);
            assertThat(room.isAlive()).isTrue();
        }
    }
}
