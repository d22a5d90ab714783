package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proves the instruments: a browser in a call with itself sees its own film and hears its own tone, all of it. */
class BrowserIT {

    private static final int PARTY = 3;

    private static final String PAGE = """
            <!doctype html><video id="far" autoplay playsinline></video>
            <script type="module">
              const near = new RTCPeerConnection(), other = new RTCPeerConnection();
              near.onicecandidate = event => other.addIceCandidate(event.candidate);
              other.onicecandidate = event => near.addIceCandidate(event.candidate);
              other.ontrack = event => { far.srcObject = event.streams[0]; };
              const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
              stream.getTracks().forEach(track => near.addTrack(track, stream));
              await near.setLocalDescription();
              await other.setRemoteDescription(near.localDescription);
              await other.setLocalDescription();
              await near.setRemoteDescription(other.localDescription);
            </script>
            """;

    private static BrowserPeer browser;

    @BeforeAll
    static void callsItself() throws Exception {
        browser = BrowserPeer.start(Scratch.folder("BrowserIT"), PARTY, "kk-KZ");
        browser.page()
                .route(
                        "https://loop.test/",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody(PAGE)));
        browser.page().navigate("https://loop.test/");
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    @Tag("fast")
    void aBrowserSeesAndHearsWhatItsCameraAndMicrophoneGive() {
        Proof.sees(PARTY, PARTY, browser);
        Set<Integer> heard = Set.of(PARTY);
        Proof.hears(0, heard, browser::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        short[] sound = browser.soundInTheLast(3);
        for (int other = 1; other <= Tones.parties(); other++) {
            assertThat(Tones.hears(other, sound, MeasuredPage.SAMPLE_RATE))
                    .as("%d in %s", other, Tones.describe(sound, MeasuredPage.SAMPLE_RATE))
                    .isEqualTo(heard.contains(other));
        }
        assertThat(browser.console()).doesNotContain("page error");
    }

    @Test
    @Tag("measures")
    void itSeesAllOfIt() throws Exception {
        Proof.sees(PARTY, PARTY, browser);
        Sight.isSmooth(PARTY, PARTY, () -> browser.watch(PARTY, Duration.ofSeconds(4)));
    }
}
