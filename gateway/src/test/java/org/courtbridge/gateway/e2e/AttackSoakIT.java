package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.gateway.Figure;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.signalling.h323.RasAttacker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hearing in which two rooms stay while the gateway is attacked over SIP, RAS and HTTPS, round after round for {@code
 * soak.attacks.minutes}, ten if not said. In each round another room and a participant come in; the two notice nothing, and
 * what the attacks took of the gateway is given back.
 */
@Tag("soak")
@Tag("attacks")
class AttackSoakIT {

    private static final Duration MINUTES = Duration.ofMinutes(Integer.getInteger("soak.attacks.minutes", 10));

    private static final int PASSING_ROOM = 3;
    private static final int H323_ATTACKER = 4;
    private static final int H323_ROOM = 5;
    private static final String H323_PLACE = "10.77.0.6";
    private static final int FIRST_PARTICIPANT = 100;

    /** At the address of all rooms. */
    private static final InetSocketAddress SIP_VICTIM = new InetSocketAddress(Scratch.ADDRESS, 5_099);

    private static final int FORGED_PER_SECOND = 1_000;
    private static final Duration FLOOD = Duration.ofSeconds(3);
    private static final long HEAP_GROWTH_KILOBYTES = 32_768;

    /** Threads of pools that come and go with work. */
    private static final int THREADS_GROWTH = 10;

    /** Lines that a gateway under attack may write in a round. */
    private static final int FEW_LINES = 200;

    @Test
    void attacksAreNotNoticedAndLeaveNothingBehind() throws Exception {
        try (Court court = Court.open("AttackSoakIT")) {
            court.start();
            String passing = court.addDevice(PASSING_ROOM);
            BaresipPeer.Account attacker = court.account(H323_ATTACKER);
            BaresipPeer.Account h323 = court.account(H323_ROOM);
            try (DemoRoomPeer one = court.demoRoom(1);
                    DemoRoomPeer two = court.demoRoom(2);
                    SipAttacks sip = new SipAttacks(court.folder());
                    RasAttacks ras = new RasAttacks(court.folder(), attacker.user(), attacker.password());
                    RasAttacker room =
                            new RasAttacker(H323_PLACE, RasAttacks.GATEKEEPER, h323.user(), h323.password());
                    WebAttacks web = new WebAttacks()) {
                awaitPictures(one);
                awaitPictures(two);
                ProcessFigures figures = new ProcessFigures(court.gateway().pid());
                Round round = new Round(court, sip, ras, room, web, passing);
                round.happens(0);
                long heap = figures.liveHeap();
                long threads = figures.threads();
                long lines = lines(court);
                int rounds = 1;
                for (long end = System.nanoTime() + MINUTES.toNanos(); System.nanoTime() < end; rounds++) {
                    round.happens(rounds);
                }
                long grown = figures.liveHeap() - heap;
                Figure.print("rounds", rounds, "rounds");
                Figure.print("growth.heap", grown, "KiB");
                Figure.print("growth.threads", figures.threads() - threads, "threads");
                Figure.print("lines", (double) (lines(court) - lines) / rounds, "lines/round");

                assertThat(grown).as("more live heap, KB").isLessThan(HEAP_GROWTH_KILOBYTES);
                assertThat(figures.threads() - threads).as("more threads").isLessThanOrEqualTo(THREADS_GROWTH);
                assertThat(lines(court) - lines).isLessThan((long) FEW_LINES * rounds);
                for (DemoRoomPeer stays : List.of(one, two)) {
                    assertThat(stays.reports().stream()
                                    .dropWhile(report -> report.path("pictures").asInt() == 0)
                                    .filter(report ->
                                            !report.path("state").asText().equals("in-call"))
                                    .count())
                            .as("seconds in which a room that stays was not in its call")
                            .isZero();
                }
                assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
                assertThat(court.gateway().log()).doesNotContain(" ERROR ").doesNotContain("Exception");
            }
        }
    }

    /**
     * All attacks once.
     *
     * @param room an H.323 room that is attacked
     * @param password of a room that comes and goes
     */
    private record Round(
            Court court, SipAttacks sip, RasAttacks ras, RasAttacker room, WebAttacks web, String password) {

        void happens(int number) throws Exception {
            String link = court.invite(FIRST_PARTICIPANT + number);
            room.registered(new AliasAddress.H323Id("room" + H323_ROOM));
            overSip();
            overRas();
            overHttps(link);
            sip.asksFromEverywhere(FORGED_PER_SECOND, FLOOD);
            ras.flood(FORGED_PER_SECOND, FLOOD);
            try (DemoRoomPeer passing = court.demoRoom(PASSING_ROOM, password)) {
                awaitPictures(passing);
            }
            assertThat(Court.ticket(link)).isNotEmpty();
            assertThat(room.asks(room.registration(new AliasAddress.H323Id("room" + H323_ROOM))))
                    .isInstanceOf(RegistrationMessage.Confirm.class);
        }

        private void overSip() throws Exception {
            for (int i = 0; i < 96; i++) {
                sip.registers(SIP_VICTIM, i % 4 == 0 ? "room" + PASSING_ROOM : "hall" + i);
            }
            for (int i = 0; i < 20; i++) {
                sip.calls(SIP_VICTIM, Court.NUMBER + "**000000");
            }
            for (int i = 0; i < 3; i++) {
                assertThat(sip.guesses("room" + PASSING_ROOM, "guess" + i)).matches("SIP/2\\.0 40[13] .*");
            }
            sip.arrive();
        }

        private void overRas() throws Exception {
            RasAttacker own = ras.own();
            AliasAddress name = new AliasAddress.H323Id("room" + H323_ATTACKER);
            assertThat(own.asks(own.registration(name, new AliasAddress.H323Id("room" + H323_ROOM))))
                    .isInstanceOf(RegistrationMessage.Reject.class);
            ras.wrongPasswords(InetAddress.ofLiteral(H323_PLACE), "room" + H323_ROOM, 50);
            for (int i = 0; i < 50; i++) {
                ras.forge(
                        InetAddress.ofLiteral(H323_PLACE),
                        own.unregistration("guess" + i, room.callSignalAddress())
                                .encode());
            }
            assertThat(ras.arrive("room" + H323_ATTACKER)).isInstanceOf(RegistrationMessage.Confirm.class);
        }

        private void overHttps(String link) throws Exception {
            web.guesses(link, 10);
            web.opensSlowConnections(170);
            List<CompletableFuture<HttpResponse<String>>> flood = web.signsIn(80);
            assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
            WebAttacks.assertRefused(flood);
            web.hangsUp();
        }
    }

    private static long lines(Court court) throws Exception {
        return court.gateway().log().lines().count();
    }

    private static void awaitPictures(DemoRoomPeer room) {
        Await.until(
                "a room sees another",
                Duration.ofSeconds(60),
                () -> room.report()
                        .filter(report -> report.path("pictures").asInt() >= 8)
                        .isPresent());
    }
}
