package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A phone: Chromium, phone-sized, with a tone for a microphone and a film for a camera.
 *
 * <p>Only for the thread that started it, which is a limit of Playwright.
 */
final class BrowserPeer extends MeasuredPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As PNG, in base64. */
    private static final String MAIN_PICTURE = """
            () => {
              const video = document.querySelector('.tile.main video');
              if (!video?.videoWidth) return '';
              const canvas = document.createElement('canvas');
              canvas.width = video.videoWidth;
              canvas.height = video.videoHeight;
              canvas.getContext('2d').drawImage(video, 0, 0);
              return canvas.toDataURL('image/png').split(',')[1];
            }""";

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final String language;
    private final StringBuilder console = new StringBuilder();
    private Page page;

    private BrowserPeer(Playwright playwright, Browser browser, String language) throws IOException {
        this.playwright = playwright;
        this.browser = browser;
        this.language = language;
        this.page = open("");
        PlaywrightAssertions.setDefaultAssertionTimeout(Court.PATIENCE.toMillis());
    }

    /** Forgets everything that it has seen, and opens an empty page; its program goes on. */
    void anew(String script) throws IOException {
        page.context().close();
        forgetAll();
        page = open(script);
    }

    /** @param script runs in every page before its own scripts, behind those that measure */
    private Page open(String script) throws IOException {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale(language)
                .setViewportSize(390, 844)
                .setIsMobile(true)
                .setHasTouch(true)
                .setPermissions(List.of("camera", "microphone")));
        context.addInitScript(measures() + script);
        Page opened = context.newPage();
        opened.setDefaultTimeout(Court.PATIENCE.toMillis());
        opened.onConsoleMessage(this::note);
        opened.onPageError(error -> console.append("page error: ").append(error).append('\n'));
        return opened;
    }

    /** @param language such as {@code ru-KZ} */
    static BrowserPeer start(Path parent, int party, String language) throws IOException {
        return start(parent, party, language, 0);
    }

    /** @param grain of its film */
    static BrowserPeer start(Path parent, int party, String language, int grain) throws IOException {
        return start(parent, party, language, grain, CHROMIUM);
    }

    /** @param program starts Chromium */
    static BrowserPeer start(Path parent, int party, String language, int grain, Path program) throws IOException {
        Path folder = Files.createDirectories(parent.resolve("browser" + party));
        return start(Tones.file(folder, party, 48_000, 10), Film.uncompressed(folder, party, grain), language, program);
    }

    /**
     * @param sound WAV for its microphone, over and over
     * @param film YUV4MPEG2 for its camera, over and over
     */
    static BrowserPeer start(Path sound, Path film, String language, Path program) throws IOException {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-gpu",
                                // Those of TURN over TLS are not the context's.
                                "--ignore-certificate-errors",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required",
                                "--use-file-for-fake-audio-capture=" + sound,
                                "--use-file-for-fake-video-capture=" + film)));
        return new BrowserPeer(playwright, browser, language);
    }

    Page page() {
        return page;
    }

    /** What its large picture shows; empty if there is none. */
    Optional<BufferedImage> image() throws IOException {
        String coded = evaluate(MAIN_PICTURE).asText();
        return coded.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageIO.read(
                        new ByteArrayInputStream(Base64.getDecoder().decode(coded))));
    }

    @Override
    JsonNode evaluate(String expression) {
        return JSON.valueToTree(page.evaluate(expression));
    }

    /** What the page wrote to its console, and errors in it. */
    String console() {
        return console.toString();
    }

    private void note(ConsoleMessage message) {
        console.append(message.type()).append(": ").append(message.text()).append('\n');
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
