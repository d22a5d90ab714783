package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three rooms, of H.264, of H.263 alone and of another make, two Chromium and a Firefox, which knows VP8 alone, in one
 * hearing: each sees every other and not itself, and hears them.
 */
@Tag("soak")
@Tag("six")
@Tag("measures")
class SixPartiesIT {

    private static final int MODERN = 1;
    private static final int OLD = 2;

    /** Its picture stands still, and it has nothing to say. */
    private static final int LINPHONE = 3;

    private static final int CHROMIUM = 4;
    private static final int SECOND_CHROMIUM = 5;
    private static final int FIREFOX = 6;
    private static final Set<Integer> ALL = Set.of(MODERN, OLD, LINPHONE, CHROMIUM, SECOND_CHROMIUM, FIREFOX);
    private static final Duration TIME = Duration.ofSeconds(4);

    @Test
    void eachSeesAllOthersAndNotItself() throws Exception {
        try (Court court = Court.open("SixPartiesIT", Layout.GRID)) {
            court.start();
            try (BaresipPeer modern = court.room(MODERN);
                    BaresipPeer old = BaresipPeer.start(
                            court.folder(), court.account(OLD), "video_size 352x288\n", ";video_codecs=H263");
                    LinphonePeer linphone = LinphonePeer.start(court.folder());
                    BrowserPeer chromium = court.phone(CHROMIUM);
                    BrowserPeer second = court.phone(SECOND_CHROMIUM);
                    FirefoxPeer firefox = FirefoxPeer.start(court.folder(), FIREFOX, court.invite(FIREFOX))) {
                old.awaitRegistered();
                court.call(modern);
                court.call(old);
                linphone.show(LINPHONE);
                linphone.register("room" + LINPHONE, court.addDevice(LINPHONE), Court.SERVER);
                linphone.command("call sip:" + Court.NUMBER + "@" + Court.SERVER);
                court.awaitLegs(3);
                court.knock(chromium);
                court.knock(second);
                firefox.join(Court.CODE_WORD);
                firefox.awaitBody("state", "lobby");
                for (int phone : List.of(CHROMIUM, SECOND_CHROMIUM, FIREFOX)) {
                    court.admit(phone);
                }

                sight(MODERN, PixelShape.SQUARE).await(modern::image);
                sight(OLD, PixelShape.CIF).await(old::image);
                sight(LINPHONE, PixelShape.SQUARE).await(linphone::image);
                for (MeasuredPage phone : List.of(chromium, second, firefox)) {
                    court.awaitSight(phone, LINPHONE);
                }
                assertThat(court.pictureCodecs(OLD)).containsOnly("H263");
                assertThat(court.pictureCodecs(FIREFOX)).containsOnly("VP8");

                Sight.areSmooth(() -> {
                    MeasuredPage.Watch atChromium = chromium.watch();
                    MeasuredPage.Watch atSecond = second.watch();
                    MeasuredPage.Watch atFirefox = firefox.watch();
                    Await.elapsed(TIME);
                    List<Sight> sights = new ArrayList<>();
                    sights.addAll(Sight.of(CHROMIUM, atChromium.end(moving(CHROMIUM))));
                    sights.addAll(Sight.of(SECOND_CHROMIUM, atSecond.end(moving(SECOND_CHROMIUM))));
                    sights.addAll(Sight.of(FIREFOX, atFirefox.end(moving(FIREFOX))));
                    return sights;
                });
                sight(MODERN, PixelShape.SQUARE).isSmooth(modern::image, TIME, Set.of(LINPHONE));
                sight(OLD, PixelShape.CIF).isSmooth(old::image, TIME, Set.of(LINPHONE));
                assertThat(chromium.wasSent(OLD) && second.wasSent(OLD) && firefox.wasSent(OLD))
                        .isTrue();
                assertThat(List.of(
                                chromium.wasSent(CHROMIUM), second.wasSent(SECOND_CHROMIUM), firefox.wasSent(FIREFOX)))
                        .containsOnly(false);

                Proof.hears(MODERN, moving(MODERN), modern::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(OLD, moving(OLD), old::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(CHROMIUM, moving(CHROMIUM), chromium::soundInTheLast, MeasuredPage.SAMPLE_RATE);
                Proof.hears(FIREFOX, moving(FIREFOX), firefox::soundInTheLast, MeasuredPage.SAMPLE_RATE);
                linphone.command("terminate");
                firefox.leave();
                court.awaitLegs(4);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static ComposedSight sight(int self, PixelShape pixels) {
        List<Integer> others = List.copyOf(others(self));
        return new ComposedSight(self, new ComposedScreen(Arrangement.GRID, others.size(), pixels), others);
    }

    private static TreeSet<Integer> others(int self) {
        TreeSet<Integer> others = new TreeSet<>(ALL);
        others.remove(self);
        return others;
    }

    /** The others with a picture that moves and something to say. */
    private static Set<Integer> moving(int self) {
        Set<Integer> others = others(self);
        others.remove(LINPHONE);
        return others;
    }
}
