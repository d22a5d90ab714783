package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proves the instruments: a browser in a call with itself sees its own film and hears its own tone, all of it. */
@Tag("fast")
class BrowserIT {

    private static final int SECONDS = 4;

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

    @Test
    void aBrowserSeesAndHearsWhatItsCameraAndMicrophoneGive() throws Exception {
        try (BrowserPeer browser = BrowserPeer.start(Scratch.folder("BrowserIT"), 3, "kk-KZ")) {
            browser.page()
                    .route(
                            "https://loop.test/",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("text/html")
                                    .setBody(PAGE)));
            browser.page().navigate("https://loop.test/");
            Await.until(
                    "a coded picture",
                    Duration.ofSeconds(15),
                    () -> !browser.shown().isEmpty());

            Proof.sees(3, 3, () -> browser.watch(3, Duration.ofSeconds(SECONDS)));

            short[] sound = browser.soundInTheLast(3);
            String what = Tones.describe(sound, MeasuredPage.SAMPLE_RATE);
            for (int party = 1; party <= Tones.parties(); party++) {
                assertThat(Tones.hears(party, sound, MeasuredPage.SAMPLE_RATE))
                        .as("%d in %s", party, what)
                        .isEqualTo(party == 3);
            }
            assertThat(browser.console()).doesNotContain("page error");
        }
    }
}
