package org.courtbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulcastTest {

    @Test
    void readsWhatABrowserOffers() {
        MediaDescription camera = camera().with("simulcast", "send h;m;l");

        assertThat(Simulcast.offered(camera)).contains(new Simulcast(List.of("h", "m", "l")));
    }

    @Test
    void readsAlternativesPausesAndTheOtherDirection() {
        MediaDescription camera = camera().with("simulcast", "recv x send h,m;~l");

        assertThat(Simulcast.offered(camera)).contains(new Simulcast(List.of("h", "l")));
    }

    @Test
    void aRidThatIsNotDescribedIsNone() {
        assertThat(Simulcast.offered(camera().with("simulcast", "send h;x"))).isEmpty();
        assertThat(Simulcast.offered(camera().with("simulcast", "recv h;m"))).isEmpty();
        assertThat(Simulcast.offered(camera().with("simulcast", "send"))).isEmpty();
        assertThat(Simulcast.offered(camera())).isEmpty();
    }

    @Test
    void noMoreLayersThanAreOfUse() {
        MediaDescription camera = MediaDescription.of("video", 9, "UDP/TLS/RTP/SAVPF", List.of("96"));
        for (int i = 0; i < 50; i++) {
            camera = camera.with("rid", i + " send");
        }

        assertThat(Simulcast.offered(camera.with("simulcast", "send 0;1;2;3;4;5;6;7;8;9"))
                        .orElseThrow()
                        .rids())
                .hasSize(4);
    }

    @Test
    void answersWithAllOfThem() {
        MediaDescription answer = new Simulcast(List.of("h", "l"))
                .received(MediaDescription.of("video", 9, "UDP/TLS/RTP/SAVPF", List.of("96")));

        assertThat(answer.attributes().values("rid")).containsExactly("h recv", "l recv");
        assertThat(answer.attributes().value("simulcast")).contains("recv h;l");
    }

    private static MediaDescription camera() {
        return MediaDescription.of("video", 9, "UDP/TLS/RTP/SAVPF", List.of("96"))
                .with("rid", "h send")
                .with("rid", "m send")
                .with("rid", "l send pt=96;max-width=320");
    }
}
