package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Test;

/**
 * A hearing with a room of SIP, one of H.323, a phone and a viewer by WHEP whose session is closed, and that is adjourned: nobody hears
 * or sees anything of the others meanwhile, whoever comes, comes back or moves; afterwards all do again.
 */
class ClosedSessionIT {

    private static final int ROOM = 1;
    private static final int H323 = 2;
    private static final int PHONE = 3;
    private static final int VIEWER = 4;

    /** Comes while the session is closed. */
    private static final int LATE = 5;

    /** Longer than any pause of a tone, and than a room's screen needs to be looked at. */
    private static final Duration WATCHED = Duration.ofSeconds(3);

    /** Of samples: that of A-law is 8, a tone has 12,000. */
    private static final int LOUDEST_SILENCE = 33;

    /** A party's tone swells to 10,000 and more; a decoder of G.722 makes 200 of silence whose packet is lost. */
    private static final int FAINTEST_PARTY = 1_000;

    /** dB: a tone is louder. */
    private static final double SILENCE = -60;

    /** A second: stills come 5 times, pictures of parties oftener. */
    private static final int MOST_STILLS = 6;

    /** Gives the page's connection to the test, so that it can be told that its network is another one. */
    private static final String KEEPS_CONNECTION = """
            window.RTCPeerConnection = class extends window.RTCPeerConnection {
              constructor(...settings) {
                super(...settings);
                window.keptConnection = this;
              }
            };
            """;

    /** As when its way to the gateway is gone. */
    private static final String LOSES_WAY = """
            Object.defineProperty(keptConnection, 'connectionState', { value: 'disconnected', configurable: true });
            keptConnection.dispatchEvent(new Event('connectionstatechange'));
            delete keptConnection.connectionState;
            """;

    @Test
    void nobodyHearsOrSeesAnybodyUntilItIsOpenAgain() throws Exception {
        try (Court court = Court.open("ClosedSessionIT")) {
            court.start();
            String link = court.invite(VIEWER);
            String lateLink = court.invite(LATE);
            try (BaresipPeer room = court.room(ROOM);
                    DemoRoomPeer h323 = court.roomOfH323(H323);
                    BrowserPeer phone = court.phone(PHONE);
                    BrowserPeer viewer = BrowserPeer.start(court.folder(), VIEWER, "kk-KZ")) {
                Parties parties = new Parties(court, room, h323, phone, viewer);
                parties.come(link);
                parties.hearAndSeeEachOther();

                court.closeSession();
                parties.getNothing("at once");
                court.callAgain(room);
                parties.restartIce();
                court.choose(Layout.GRID);
                try (WeriftViewer late = WeriftViewer.start(court.folder(), LATE, lateLink, "H264")) {
                    court.admit(LATE);
                    parties.getNothing("after they came back, moved, and another one came");
                    assertThat(parties(late.pictures()))
                            .as("who the late one sees")
                            .isEmpty();
                    assertThat(late.frames()).as("pictures of the slate").isGreaterThan(5);
                    court.choose(Layout.SPEAKER);

                    court.reopenSession();
                    Await.until(
                            "the late one sees somebody",
                            Court.PATIENCE,
                            () -> !parties(late.pictures()).isEmpty());
                    assertThat(late.leave()).isEqualTo(200);
                }
                parties.hearAndSeeEachOther();

                court.adjourn();
                parties.getNothing("in the break");
                court.resume();
                parties.hearAndSeeEachOther();
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** Whose pictures these are. */
    private static List<Integer> parties(ReceivedPictures received) throws Exception {
        List<Integer> parties = new ArrayList<>();
        for (I420Picture picture : received.decoded()) {
            CodedPicture.read(picture.width(), picture.height(), picture::lumaAt)
                    .ifPresent(seen -> parties.add(seen.party()));
        }
        return parties;
    }

    private record Parties(Court court, BaresipPeer room, DemoRoomPeer h323, BrowserPeer phone, BrowserPeer viewer) {

        void come(String link) throws Exception {
            phone.page().addInitScript(KEEPS_CONNECTION);
            phone.page().reload();
            court.call(room);
            h323.awaitState("registered");
            court.dial(H323);
            court.knock(phone);
            viewer.page().navigate(link);
            viewer.evaluate(MeasuredPage.resource("whep.js"));
            viewer.evaluate("courtWhep.play('" + Court.ticket(link) + "')");
            court.admit(PHONE);
            court.admit(VIEWER);
            court.awaitLegs(4);
        }

        /** With the room of H.323, whose picture has no code, silent, rooms and viewers see one of the others. */
        void hearAndSeeEachOther() throws Exception {
            Proof.hears(ROOM, Set.of(H323, PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
            Proof.hears(PHONE, Set.of(ROOM, H323), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
            Proof.hears(VIEWER, Set.of(ROOM, H323, PHONE), viewer::soundInTheLast, MeasuredPage.SAMPLE_RATE);
            court.mute(H323);
            Proof.sees(ROOM, PHONE, room);
            Proof.sees(PHONE, ROOM, phone);
            Await.until("the viewer sees somebody", Court.PATIENCE, () -> {
                viewer.forget();
                Await.elapsed(Duration.ofMillis(300));
                return !viewer.shown().isEmpty();
            });
            Await.until(
                    "the room of H.323 hears and sees",
                    Court.PATIENCE,
                    () -> h323.report()
                            .filter(report -> report.path("soundLevel").asDouble() > SILENCE
                                    && report.path("pictures").asInt() > MOST_STILLS)
                            .isPresent());
            court.unmute(H323);
        }

        /** Its keys and streams stay. */
        void restartIce() {
            String before = ufrag();
            phone.page().evaluate("() => {" + LOSES_WAY + "}");
            Await.until("ICE has been restarted", Court.PATIENCE, () -> !ufrag().equals(before));
        }

        private String ufrag() {
            return phone.statistic("type", "transport")
                    .path("iceLocalUsernameFragment")
                    .asText();
        }

        void getNothing(String when) throws Exception {
            // What was under way may still be played, and be seen until the slate comes.
            Await.until(
                    "the room's screen shows nobody " + when,
                    Court.PATIENCE,
                    () -> room.image().isPresent() && room.screen().isEmpty());
            int heardBefore = room.received().length;
            int reportsBefore = h323.reports().size();
            for (BrowserPeer each : List.of(phone, viewer)) {
                each.forget();
                each.forgetSound();
            }
            RoomScreen.Watch screen = room.watch();
            Await.elapsed(WATCHED);

            assertThat(screen.end().shown()).as("who the room sees %s", when).isEmpty();
            assertThat(others(phone)).as("who the phone sees %s", when).isEmpty();
            assertThat(others(viewer)).as("who the viewer sees %s", when).isEmpty();
            short[] inRoom = room.received();
            silent("the room", when, Arrays.copyOfRange(inRoom, heardBefore, inRoom.length), BaresipPeer.SAMPLE_RATE);
            silent("the phone", when, seconds(phone), MeasuredPage.SAMPLE_RATE);
            silent("the viewer", when, seconds(viewer), MeasuredPage.SAMPLE_RATE);
            // The report of the second in which it was cut off does not count.
            assertThat(h323.reports().stream().skip(reportsBefore + 1))
                    .as("what the room of H.323 gets %s", when)
                    .hasSizeGreaterThanOrEqualTo(1)
                    .allSatisfy(report -> {
                        assertThat(report.path("soundPackets").asInt()).isGreaterThan(20);
                        assertThat(report.path("soundLevel").asDouble()).isLessThan(SILENCE);
                        assertThat(report.path("pictures").asInt()).isLessThanOrEqualTo(MOST_STILLS);
                    });
        }

        private static short[] seconds(BrowserPeer page) {
            return page.soundInTheLast((int) WATCHED.toSeconds());
        }

        private static void silent(String who, String when, short[] sound, int sampleRate) {
            assertThat(sound.length).as("what %s was sent %s", who, when).isGreaterThan(2 * sampleRate);
            int block = sampleRate / 50;
            int blocks = sound.length / block;
            int loud = 0;
            for (int n = 0; n < blocks; n++) {
                int peak = Tones.peak(Arrays.copyOfRange(sound, n * block, (n + 1) * block));
                assertThat(peak).as("what %s hears %s", who, when).isLessThan(FAINTEST_PARTY);
                loud += peak >= LOUDEST_SILENCE ? 1 : 0;
            }
            assertThat(loud)
                    .as("blocks of %d that are not silent for %s %s", blocks, who, when)
                    .isLessThanOrEqualTo(blocks / 20);
        }

        private static List<Integer> others(BrowserPeer page) {
            return List.copyOf(page.shown()).stream()
                    .map(shown -> shown.picture().party())
                    .filter(party -> page.wasSent(party))
                    .toList();
        }
    }
}
