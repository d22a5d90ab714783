package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A participant tries a phone through its link: is shown and played back what came, and told what is wrong, within half a minute; and
 * goes to the hearing from there.
 */
@Tag("soak")
@Tag("states")
class PhoneProbeIT {

    private static final int GOOD = 1;
    private static final int MUTED = 2;
    private static final int BLACK = 3;
    private static final int REFUSING = 4;

    /** As of a person who does not allow camera and microphone. */
    private static final String REFUSES = """
            navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };
            """;

    private static final Duration WHOLE = Duration.ofSeconds(30);

    private static final String WORDS =
            "Меня зовут Айгүл. Раз, два, три, четыре, пять, шесть, семь, восемь, девять, десять, одиннадцать, двенадцать.";

    /** Of Debian's python3-skimage; nobody's face is drawn. */
    private static final Path ASTRONAUT =
            Path.of(System.getProperty("photographs", "/usr/lib/python3/dist-packages/skimage/data"), "astronaut.png");

    @Test
    void aPhoneIsToldWhatIsWrongWithIt() throws Exception {
        try (Court court = Court.open("PhoneProbeIT")) {
            Path folder = court.folder();
            Path speech = speech(folder);
            Path person = person(folder);
            try (BrowserPeer phone = phone(court, GOOD, speech, person)) {
                tries(phone);
                seesItself(phone);
                awaitVerdicts(phone);
                assertThat(mood(phone, "SOUND")).as(words(phone)).isEqualTo("good");
                assertThat(mood(phone, "PICTURE")).as(words(phone)).isEqualTo("good");
                assertThat(mood(phone, "CALL")).as(words(phone)).isEqualTo("good");
                assertThat(Tones.peak(phone.soundInTheLast(4)))
                        .as("what it heard of itself")
                        .isGreaterThan(1_000);
                photograph(phone, "good");
                assertThat(court.state().path("legs")).as("in the hearing").isEmpty();
                phone.page().getByTestId("to-hearing").click();
                phone.page().waitForSelector("body[data-state=lobby][data-connection=connected]");
                assertThat(phone.console()).doesNotContain("page error");
            }
            try (BrowserPeer muted = phone(court, MUTED, silence(folder), person);
                    BrowserPeer black = phone(court, BLACK, speech, black(folder))) {
                tries(muted);
                tries(black);
                awaitVerdicts(muted);
                awaitVerdicts(black);
                assertThat(words(muted)).contains("Микрофоныңыз");
                assertThat(mood(muted, "SOUND")).isEqualTo("bad");
                assertThat(mood(muted, "PICTURE")).as(words(muted)).isNotEqualTo("bad");
                assertThat(mood(black, "PICTURE")).isEqualTo("bad");
                assertThat(words(black)).contains("Бейнеңіз қара");
                assertThat(mood(black, "SOUND")).as(words(black)).isEqualTo("good");
                photograph(muted, "muted");
                photograph(black, "black");
            }
            isToldThatItRefuses(court, speech, person);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** It is reached all the same: nobody is sent to look for a cable. */
    private static void isToldThatItRefuses(Court court, Path speech, Path person) throws Exception {
        try (BrowserPeer phone = BrowserPeer.start(speech, person, "kk-KZ", BrowserPeer.CHROMIUM)) {
            phone.anew(REFUSES);
            enters(phone, court, REFUSING);
            tries(phone);
            awaitVerdicts(phone);
            assertThat(mood(phone, "CALL")).as(words(phone)).isEqualTo("good");
            assertThat(words(phone))
                    .contains("микрофонға рұқсат беріп, тексеруді қайталаңыз")
                    .contains("камераға рұқсат беріп, тексеруді қайталаңыз");
            photograph(phone, "refusing");
        }
    }

    private static BrowserPeer phone(Court court, int party, Path sound, Path film) throws Exception {
        BrowserPeer phone = BrowserPeer.start(sound, film, "kk-KZ", BrowserPeer.CHROMIUM);
        enters(phone, court, party);
        return phone;
    }

    private static void enters(BrowserPeer phone, Court court, int party) throws Exception {
        phone.page().navigate(court.invite(party));
        phone.page().waitForSelector("body[data-ready=true]");
    }

    private static void tries(BrowserPeer phone) {
        phone.page().getByTestId("code-word").fill(Court.CODE_WORD);
        phone.page().getByTestId("try-call").click();
        phone.page().waitForSelector("body[data-state=testing]");
    }

    private static void seesItself(BrowserPeer phone) {
        phone.page().waitForFunction("() => document.getElementById('test-picture').videoWidth > 0");
        phone.page()
                .screenshot(
                        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", "phone-probe-testing.png")));
    }

    private static void awaitVerdicts(BrowserPeer phone) {
        phone.page()
                .waitForSelector(
                        "body[data-state=tested]", new Page.WaitForSelectorOptions().setTimeout(WHOLE.toMillis()));
    }

    private static String mood(BrowserPeer phone, String subject) {
        Locator line = phone.page().getByTestId("tested-" + subject);
        return line.count() == 0 ? "nothing" : line.getAttribute("data-mood");
    }

    /** All verdicts, those for the technician too. */
    private static String words(BrowserPeer phone) {
        return phone.page().getByTestId("tested").textContent();
    }

    private static void photograph(BrowserPeer phone, String name) {
        phone.page().getByTestId("tested-details").evaluate("details => { details.open = true; }");
        for (String language : List.of("kk", "ru", "en")) {
            phone.page().getByTestId("language-" + language).click();
            phone.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target", "screens", "phone-probe-%s-%s.png".formatted(name, language))));
        }
    }

    private static Path speech(Path folder) throws IOException, InterruptedException {
        Path spoken = folder.resolve("spoken.wav");
        Path file = folder.resolve("speech.wav");
        ChildProcess.run(
                folder,
                "espeak",
                List.of("espeak-ng", "-v", "ru", "-s", "150", "-a", "60", "-w", spoken.toString(), WORDS));
        // What a synthesizer says has pauses in which nothing is; a microphone hears the room.
        String room = "[0]apad=pad_dur=0.5,aresample=48000[a];anoisesrc=r=48000:c=pink:a=0.004[b];"
                + "[a][b]amix=duration=first:normalize=0";
        ffmpeg(
                folder,
                "speech",
                List.of(
                        "-i",
                        spoken.toString(),
                        "-filter_complex",
                        room,
                        "-ac",
                        "1",
                        "-c:a",
                        "pcm_s16le",
                        file.toString()));
        return file;
    }

    private static Path silence(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("silence.wav");
        ffmpeg(
                folder,
                "silence",
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "anullsrc=r=48000:cl=mono",
                        "-t",
                        "5",
                        "-c:a",
                        "pcm_s16le",
                        file.toString()));
        return file;
    }

    private static Path black(Path folder) throws IOException, InterruptedException {
        return film(folder, "black", List.of("-f", "lavfi", "-i", "color=black:s=640x480:r=15"), "null");
    }

    /** Who moves a little, as people do; where there is no photograph, a film in which nobody is. */
    private static Path person(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(ASTRONAUT)) {
            return Film.uncompressed(folder, GOOD);
        }
        String sways = "crop=480:360:16+12*sin(PI*t):16+8*sin(2*PI*t),scale=640:480";
        return film(folder, "person", List.of("-loop", "1", "-r", "15", "-i", ASTRONAUT.toString()), sways);
    }

    private static Path film(Path folder, String name, List<String> from, String look)
            throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".y4m");
        List<String> arguments = new ArrayList<>(from);
        arguments.addAll(List.of("-t", "4", "-vf", look, "-pix_fmt", "yuv420p", file.toString()));
        ffmpeg(folder, name, arguments);
        return file;
    }

    private static void ffmpeg(Path folder, String name, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-y"));
        command.addAll(arguments);
        ChildProcess.run(folder, name, command);
    }
}
