package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.courtbridge.gateway.Figure;
import org.courtbridge.gateway.measuring.Measurement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests what a phone and the others notice when its network changes under it: its NAT gives it another address, its WebSocket
 * breaks, or the gateway is started anew.
 */
class MovingPhoneIT {

    private static final int ROOM = WatchedCall.ROOM;
    private static final int PHONE = WatchedCall.PHONE;
    private static final int OTHER_PHONE = 4;
    private static final int HOME = 3;

    /** What may be missing of sound and of pictures at a move. The browser's own checks come 2.5 s apart. */
    private static final double LONGEST_GAP_MILLIS = 400;

    /** The same when the phone's own address is another one, and nothing of before leads anywhere. */
    private static final double LONGEST_HANDOVER_MILLIS = 1_000;

    private static final int HANDOVERS = 5;

    private static final Duration AFTER_THE_MOVE = Duration.ofSeconds(6);

    /** Together they are longer than a leg would be waited for that neither says nor sends anything. */
    private static final List<Duration> WITHOUT_WEBSOCKET = List.of(Duration.ofSeconds(22), Duration.ofSeconds(12));

    private static final double LONGEST_RETURN_MILLIS = 6_000;

    @Test
    @Tag("measures")
    void goesOnWhenTheNatGivesAnotherAddress() throws Exception {
        try (Court court = Court.open("MovingPhoneIT-nat")) {
            court.start();
            try (HomeNetwork home = HomeNetwork.open(court.folder(), HOME);
                    WatchedCall call = WatchedCall.in(
                            court, court.room(ROOM), court.phone(PHONE, home.launcher(BrowserPeer.CHROMIUM)))) {
                String leg = court.leg(PHONE);
                Proof.holds(() -> complaints(gaps(home::move, call), court));
                call.phone().page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");
                call.goesOnDuring(() -> Await.elapsed(Duration.ofSeconds(3)));
                assertThat(court.leg(PHONE)).isEqualTo(leg);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** As from Wi-Fi into the mobile network; its system tells the browser, and the browser the page. */
    @Test
    @Tag("soak")
    @Tag("networks")
    @Tag("measures")
    void goesOnWhenThePhoneItselfGetsAnotherAddress() throws Exception {
        try (Court court = Court.open("MovingPhoneIT-interface")) {
            court.start();
            try (PhoneLine line = PhoneLine.open(court.folder(), PHONE);
                    WatchedCall call = WatchedCall.in(court, court.room(ROOM), court.phone(PHONE, line))) {
                String leg = court.leg(PHONE);
                List<Double> sound = new ArrayList<>();
                for (int n = 0; n < HANDOVERS; n++) {
                    sound.add(gaps(line::move, call).sound());
                    call.phone().page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");
                }
                double median = sound.stream().sorted().toList().get(HANDOVERS / 2);
                Figure.print("moving-phone.silence", median, "ms");
                // When a browser learns of the address is for its system and the browser to decide.
                assertThat(median)
                        .as("ms without sound, the median of %s", sound)
                        .isLessThan(LONGEST_HANDOVER_MILLIS);
                call.goesOnDuring(() -> Await.elapsed(Duration.ofSeconds(3)));
                assertThat(court.leg(PHONE)).isEqualTo(leg);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private interface Move {
        void move() throws Exception;
    }

    /**
     * The longest gaps on either side, in milliseconds.
     *
     * @param sound beyond the pauses that the tones have
     */
    private record Gaps(double sound, double pictures) {}

    private static List<String> complaints(Gaps gaps, Court court) throws Exception {
        return Math.max(gaps.sound, gaps.pictures) > LONGEST_GAP_MILLIS
                ? List.of("%s; the gateway: %s".formatted(gaps, court.state()))
                : List.of();
    }

    private static Gaps gaps(Move moving, WatchedCall call) throws Exception {
        Listening there = Listening.to(PHONE, call.room());
        LineLog log = LineLog.begin(new PhoneViewer(call.phone(), ROOM));
        double freezeThere;
        try (FrameWatch screen = FrameWatch.start(call.room())) {
            moving.move();
            log.watch(AFTER_THE_MOVE);
            freezeThere = screen.longestFreeze();
        }
        List<Double> sound = List.of(there.longestGap(), log.longestSoundGap());
        List<Double> pictures = List.of(freezeThere, log.longestFreeze());
        System.out.printf(
                "phone moved: ms without sound in the room and at the phone %s, without pictures %s%n",
                sound, pictures);
        return new Gaps(Collections.max(sound), Collections.max(pictures));
    }

    @Test
    void keepsSeatAndMediaWithoutItsWebSocketAndRestartsIceOverANewOne() throws Exception {
        try (Court court = Court.open("MovingPhoneIT-websocket")) {
            court.start();
            try (WatchedCall call = WatchedCall.in(court, court.room(ROOM))) {
                BrowserPeer phone = call.phone();
                String seats = court.state().path("seats").toString();
                String ufrag = ufrag(phone);
                try (PortWatch port = PortWatch.of(court.folder(), GatewayProcess.WEBRTC_PORT)) {
                    try (TcpBlockade blockade = TcpBlockade.of(court.folder(), GatewayProcess.HTTPS_PORT)) {
                        phone.page().waitForSelector("body[data-connection=reconnecting]");
                        for (Duration time : WITHOUT_WEBSOCKET) {
                            call.mediaGoOnDuring(() -> Await.elapsed(time));
                        }
                        assertThat(court.state().path("seats").toString()).isEqualTo(seats);
                    }
                    call.goesOnDuring(() ->
                            phone.page().waitForSelector("body[data-state=in-hearing][data-connection=connected]"));
                    Await.until(
                            "ICE has been restarted",
                            Court.PATIENCE,
                            () -> !ufrag(phone).equals(ufrag));
                    call.goesOnDuring(() -> Await.elapsed(Duration.ofSeconds(3)));
                    assertThat(port.handshakeRecords())
                            .as("records of a DTLS handshake since the WebSocket broke")
                            .isZero();
                    assertThat(port.stunMessages()).isPositive();
                }
                assertThat(court.state().path("seats").toString()).isEqualTo(seats);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static String ufrag(BrowserPeer phone) {
        return phone.statistic("type", "transport")
                .path("iceLocalUsernameFragment")
                .asText();
    }

    @Test
    void comesBackToItsSeatByItselfWhenTheGatewayIsStartedAnew() throws Exception {
        assertThat(comesBack()).isPositive();
    }

    @Test
    @Tag("measures")
    void comesBackSoonWhenTheGatewayIsStartedAnew() throws Exception {
        Measurement.holds(() -> {
            double millis = comesBack();
            return millis < LONGEST_RETURN_MILLIS ? List.of() : List.of("%.0f ms until it saw again".formatted(millis));
        });
    }

    /** @return milliseconds from when the gateway was ready again until the later of both phones saw the other */
    private static double comesBack() throws Exception {
        try (Court court = Court.open("MovingPhoneIT-restart")) {
            court.start();
            try (BrowserPeer phone = court.phone(PHONE);
                    BrowserPeer other = court.phone(OTHER_PHONE)) {
                for (BrowserPeer each : List.of(phone, other)) {
                    court.knock(each);
                }
                court.admit(PHONE);
                court.admit(OTHER_PHONE);
                court.awaitSight(phone, OTHER_PHONE);
                court.awaitSight(other, PHONE);

                court.gateway().kill();
                phone.page().waitForSelector("body[data-connection=reconnecting]");
                other.page().waitForSelector("body[data-connection=reconnecting]");
                phone.forget();
                other.forget();
                court.gateway().restart();
                double ready = System.currentTimeMillis();

                double[] back = {
                    court.awaitSight(phone, OTHER_PHONE) - ready, court.awaitSight(other, PHONE) - ready,
                };
                System.out.printf(
                        "gateway ready: ms until the phones saw each other again %.0f, %.0f%n", back[0], back[1]);
                hears(phone, PHONE, OTHER_PHONE);
                hears(other, OTHER_PHONE, PHONE);
                court.awaitLegs(2);
                assertThat(court.state().path("seats").size()).isEqualTo(2);
                assertThat(court.gateway().log()).doesNotContain(" ERROR ");
                return Math.max(back[0], back[1]);
            }
        }
    }

    private static void hears(BrowserPeer phone, int self, int other) {
        Await.until("sound of party " + other, Court.PATIENCE, () -> {
            phone.forgetSound();
            Await.elapsed(Duration.ofSeconds(2));
            short[] sound = phone.soundInTheLast(2);
            return Tones.hears(other, sound, BrowserPeer.SAMPLE_RATE)
                    && !Tones.hears(self, sound, BrowserPeer.SAMPLE_RATE);
        });
    }
}
