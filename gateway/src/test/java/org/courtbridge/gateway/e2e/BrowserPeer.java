package org.courtbridge.gateway.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A phone: Chromium, phone-sized, with a tone for a microphone and a film for a camera.
 *
 * <p>Only for the thread that started it, which is a limit of Playwright.
 */
final class BrowserPeer implements AutoCloseable {

    /** Samples per second of what {@link #soundInTheLast} gives. */
    static final int SAMPLE_RATE = 16_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final StringBuilder console = new StringBuilder();
    private final Map<Integer, String> tracks = new HashMap<>();
    private final List<Sighting.Shown> shown = new ArrayList<>();

    private BrowserPeer(Playwright playwright, Browser browser, Page page) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = page;
        page.setDefaultTimeout(Court.PATIENCE.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout(Court.PATIENCE.toMillis());
        page.onConsoleMessage(this::note);
        page.onPageError(error -> console.append("page error: ").append(error).append('\n'));
    }

    /** @param language such as {@code ru-KZ} */
    static BrowserPeer start(Path parent, int party, String language) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("browser" + party));
        Path tone = Tones.file(folder, party, 48_000, 10);
        Path film = Film.uncompressed(folder, party);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required",
                                "--use-file-for-fake-audio-capture=" + tone,
                                "--use-file-for-fake-video-capture=" + film)));
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale(language)
                .setViewportSize(390, 844)
                .setIsMobile(true)
                .setHasTouch(true)
                .setPermissions(List.of("camera", "microphone")));
        context.addInitScript(resource("measure.js"));
        return new BrowserPeer(playwright, browser, context.newPage());
    }

    Page page() {
        return page;
    }

    /** Everything that the page showed so far, oldest first; a repeated or foreign picture is left out. */
    List<Sighting.Shown> shown() {
        Object taken = page.evaluate("() => courtMeasure.takeShown()");
        for (Object one : (List<?>) taken) {
            Map<?, ?> frame = (Map<?, ?>) one;
            int[] cells = ((List<?>) Objects.requireNonNull(frame.get("cells")))
                    .stream().mapToInt(cell -> ((Number) cell).intValue()).toArray();
            double at = ((Number) Objects.requireNonNull(frame.get("at"))).doubleValue();
            String track = String.valueOf(frame.get("track"));
            CodedPicture.ofCells(cells).ifPresent(picture -> {
                shown.add(new Sighting.Shown(picture, at));
                tracks.put(picture.party(), track);
            });
        }
        return shown;
    }

    /** What was shown so far does not count any more. */
    void forget() {
        shown();
        shown.clear();
    }

    /** What was heard so far does not count any more. */
    void forgetSound() {
        page.evaluate("() => courtMeasure.forgetSound()");
    }

    /** Watches the page for a while: how much of a party it shows. */
    Sighting watch(int ofParty, Duration duration) {
        return Objects.requireNonNull(watch(Set.of(ofParty), duration).get(ofParty));
    }

    /** The same of several parties. */
    Map<Integer, Sighting> watch(Set<Integer> parties, Duration duration) {
        Watch watch = new Watch();
        Await.elapsed(duration);
        return watch.end(parties);
    }

    /** Begins to watch the page. */
    Watch watch() {
        return new Watch();
    }

    /**
     * A time in which the page is watched. Frames are counted by the browser's decoder, as the page may be too busy to
     * look at each of them.
     */
    final class Watch {

        private final Map<String, Long> decodedBefore = framesDecodedByTrack();
        private final double begin;

        private Watch() {
            forget();
            begin = now();
        }

        /** @return how much of each party the page has shown since the begin */
        Map<Integer, Sighting> end(Set<Integer> parties) {
            double end = now();
            List<Sighting.Shown> seen =
                    shown().stream().filter(one -> one.at() <= end).toList();
            Map<String, Long> decodedAfter = framesDecodedByTrack();
            Map<Integer, Sighting> sightings = new HashMap<>();
            for (int party : parties) {
                Sighting sighting = Sighting.of(party, seen, begin, end);
                String track = tracks.getOrDefault(party, "");
                long decoded = decodedAfter.getOrDefault(track, 0L) - decodedBefore.getOrDefault(track, 0L);
                // The decoder was asked a moment before the first sight and after the last one.
                sightings.put(party, sighting.withFrames((int) Math.min(sighting.sent(), decoded)));
            }
            return sightings;
        }
    }

    /** The browser's clock, in milliseconds since 1970. */
    double now() {
        return ((Number) page.evaluate("() => courtMeasure.now()")).doubleValue();
    }

    /** What the browser received of all remote parties. */
    short[] soundInTheLast(int seconds) {
        String base64 = (String) page.evaluate("seconds => courtMeasure.soundInTheLast(seconds)", seconds);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    /** WebRTC statistics of every connection that is open. */
    List<?> statistics() {
        return (List<?>) page.evaluate("() => courtMeasure.statistics()");
    }

    /** The first of the statistics whose field has this value. */
    Map<?, ?> statistic(String field, String value) {
        return statistics().stream()
                .map(one -> (Map<?, ?>) one)
                .filter(one -> value.equals(one.get(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no statistics with %s=%s".formatted(field, value)));
    }

    /** Pictures of all parties that the browser received whole and decoded, in the connections that are open. */
    long framesDecoded() {
        return framesDecodedByTrack().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Map<String, Long> framesDecodedByTrack() {
        Map<String, Long> frames = new HashMap<>();
        for (Object one : statistics()) {
            Map<?, ?> report = (Map<?, ?>) one;
            if ("inbound-rtp".equals(report.get("type")) && report.get("framesDecoded") instanceof Number decoded) {
                frames.put(String.valueOf(report.get("trackIdentifier")), decoded.longValue());
            }
        }
        return frames;
    }

    /** What the page wrote to its console, and errors in it. */
    String console() {
        return console.toString();
    }

    private void note(ConsoleMessage message) {
        console.append(message.type()).append(": ").append(message.text()).append('\n');
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BrowserPeer.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
