package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone with Firefox, which knows VP8 and no H.264 here. Its camera is a canvas and its microphone a Web Audio node, as it
 * takes neither from files.
 */
final class FirefoxPeer extends MeasuredPage {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Addresses in its candidates, sound without a click, and nothing asked of the network but the page. */
    private static final String PREFERENCES = """
            user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
            user_pref("media.autoplay.default", 0);
            user_pref("media.autoplay.blocking_policy", 0);
            user_pref("media.autoplay.block-webaudio", false);
            user_pref("app.update.enabled", false);
            user_pref("app.normandy.enabled", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            """;

    private final SoundServer speakers;
    private final ChildProcess browser;
    private final Bidi bidi;
    private final String tab;

    private FirefoxPeer(SoundServer speakers, ChildProcess browser, Bidi bidi, String tab) {
        this.speakers = speakers;
        this.browser = browser;
        this.bidi = bidi;
        this.tab = tab;
    }

    /** Opens a page. */
    static FirefoxPeer start(Path parent, int party, String page) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("firefox" + party));
        Path profile = Files.createDirectories(folder.resolve("profile"));
        Files.writeString(profile.resolve("user.js"), PREFERENCES);
        // Without a sound server Firefox plays nothing, not even into a graph.
        SoundServer speakers = SoundServer.start(folder);
        Map<String, String> environment = speakers.environment("MOZ_HEADLESS", "1");
        ChildProcess browser = ChildProcess.start(
                folder,
                "firefox",
                environment,
                List.of("firefox-esr", "--no-remote", "--profile", profile.toString(), "--remote-debugging-port", "0"));
        Bidi bidi = Bidi.open(URI.create(listening(browser) + "/session"));
        bidi.call("script.addPreloadScript", Map.of("functionDeclaration", "() => {" + measures() + "}"));
        bidi.call(
                "script.addPreloadScript", Map.of("functionDeclaration", "() => {" + CanvasCamera.script(party) + "}"));
        String tab = bidi.call("browsingContext.create", Map.of("type", "tab"))
                .path("context")
                .asText();
        bidi.call(
                "browsingContext.setViewport", Map.of("context", tab, "viewport", Map.of("width", 390, "height", 844)));
        bidi.call("browsingContext.navigate", Map.of("context", tab, "url", page, "wait", "complete"));
        return new FirefoxPeer(speakers, browser, bidi, tab);
    }

    private static String listening(ChildProcess browser) {
        return Await.value("WebDriver BiDi of Firefox", START, () -> {
            Matcher matcher = LISTENING.matcher(browser.log());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        });
    }

    @Override
    JsonNode evaluate(String expression) {
        try {
            JsonNode answer = bidi.call(
                    "script.evaluate",
                    Map.of(
                            "expression",
                            "(async () => JSON.stringify(await (" + expression + ")) ?? 'null')()",
                            "target",
                            Map.of("context", tab),
                            "userActivation",
                            true,
                            "awaitPromise",
                            true));
            if (!answer.path("type").asText().equals("success")) {
                throw new AssertionError(expression + " fails: " + answer);
            }
            return JSON.readTree(answer.path("result").path("value").asText());
        } catch (Exception e) {
            throw new AssertionError("cannot evaluate " + expression, e);
        }
    }

    /** Gives the code word. */
    void join(String codeWord) throws IOException {
        awaitBody("ready", "true");
        evaluate("document.querySelector('[data-testid=code-word]').value = " + JSON.writeValueAsString(codeWord));
        evaluate("document.querySelector('[data-testid=join]').click()");
    }

    /** Leaves the hearing for good. */
    void leave() {
        evaluate("document.querySelector('[data-testid=leave]').click()");
    }

    /** Until the page says so of itself. */
    void awaitBody(String what, String value) {
        Await.until(
                what + "=" + value + " in Firefox",
                Court.PATIENCE,
                () -> evaluate("document.body.dataset." + what).asText().equals(value));
    }

    @Override
    public void close() {
        bidi.close();
        browser.close();
        speakers.close();
    }
}
