package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.gateway.Figure;
import org.courtbridge.gateway.measuring.Look;
import org.courtbridge.gateway.measuring.Measurement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends packets and messages of real phones and rooms again and again with bytes changed, for minutes: they are dropped and
 * counted, the gateway says little and grows by nothing, and another room and phone in the same hearing notice nothing.
 *
 * <p>They come twice: after those of a browser or room of the trade, which shows how it fares beside its own media; and from a
 * {@link Forger}, which knows the keys, so that what is behind them is reached as well.
 */
@Tag("soak")
@Tag("fuzz")
@Tag("measures")
class FuzzIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.fuzz.seconds", 300));
    private static final Duration PART = Duration.ofSeconds(15);

    /** The film and the tone of a room last three minutes. */
    private static final int PARTS_A_CALL = 6;

    private static final int FUZZED_PHONE = 4;
    private static final int FUZZED_ROOM = 5;
    private static final int LATER_PHONE = 6;

    /** Neither of which can be heard or seen. */
    private static final int FORGING_PHONE = 7;

    private static final int CALLER = 8;
    private static final int COPIES = 4;
    private static final int SEED = 20_261_126;

    private static final int FEW_LINES = 60;
    private static final int LINES_A_CALL = 6;
    private static final long HEAP_GROWTH_KILOBYTES = 16_384;

    @Test
    void stun() throws Exception {
        phone(MutatedTraffic.Protocol.STUN, (court, call) -> new ForgedChecks(forgingPhone(court, call), SEED));
    }

    /** In the handshake, and when it is long over. */
    @Test
    void dtls() throws Exception {
        phone(
                MutatedTraffic.Protocol.DTLS,
                (court, call) -> new ForgedHandshakes(court.invite(FORGING_PHONE), offer(call), SEED));
    }

    @Test
    void rtp() throws Exception {
        room(MutatedTraffic.Protocol.RTP, false);
    }

    @Test
    void rtcp() throws Exception {
        room(MutatedTraffic.Protocol.RTCP, true);
    }

    @Test
    void sdp() throws Exception {
        try (Court court = Court.open("FuzzIT-SDP")) {
            court.start();
            String password = court.addDevice(CALLER);
            try (WatchedCall call = witnesses(court);
                    Forger forger = new ForgedDescriptions(
                            "room" + CALLER, password, court.invite(FORGING_PHONE), offer(call), SEED)) {
                Parts parts = goesOn("sdp", court, call, forger, call::again);
                assertThat(forger.sent()).isGreaterThan(TIME.toSeconds());
                parts.areJudged();
            }
        }
    }

    private interface Redialling {
        void redial() throws Exception;
    }

    private interface Forging {
        Forger begin(Court court, WatchedCall call) throws Exception;
    }

    private static void phone(MutatedTraffic.Protocol protocol, Forging forging) throws Exception {
        try (Court court = Court.open("FuzzIT-" + protocol);
                PhoneLine line = PhoneLine.openLate(court.folder(), FUZZED_PHONE)) {
            MutatedTraffic traffic = new MutatedTraffic(protocol, COPIES, SEED);
            line.mutate(traffic);
            court.start();
            try (WatchedCall call = witnesses(court);
                    BrowserPeer phone = court.phone(FUZZED_PHONE, line)) {
                court.knock(phone);
                court.admit(FUZZED_PHONE);
                court.mute(FUZZED_PHONE);
                court.awaitSight(phone, WatchedCall.ROOM);
                Parts parts;
                try (Forger forger = forging.begin(court, call)) {
                    parts = goesOn(court, call, traffic, "browsers", forger, call::again);
                }
                phone.page().waitForSelector("body[data-state=in-hearing]");
                parts.areJudged();
            }
        }
    }

    /** One that does not encrypt, so that everything is read that it sends. */
    private static void room(MutatedTraffic.Protocol protocol, boolean control) throws Exception {
        try (Court court = Court.open("FuzzIT-" + protocol);
                PhoneLine line = PhoneLine.openLate(court.folder(), FUZZED_ROOM)) {
            MutatedTraffic traffic = new MutatedTraffic(protocol, COPIES, SEED);
            line.mutate(traffic);
            court.start();
            BaresipPeer.Account account = court.account(FUZZED_ROOM);
            court.encryption(FUZZED_ROOM, "off");
            try (WatchedCall call = witnesses(court);
                    BaresipPeer room = BaresipPeer.start(court.folder(), account, line.settings(), "", line.place())) {
                room.awaitRegistered();
                court.call(room);
                court.mute(FUZZED_ROOM);
                try (Forger forger = new ForgedMedia(
                        forgingPhone(court, call), control, ForgedMedia.packets(court, control), SEED)) {
                    long dropped = LocalHttp.dropped("browsers");
                    Parts parts = goesOn(court, call, traffic, "rooms", forger, () -> {
                        call.again();
                        court.callAgain(room);
                    });
                    long refused = LocalHttp.dropped("browsers") - dropped;
                    System.out.printf("fuzz.forged.refused=%d%n", refused);
                    // Some, and not for want of the right key.
                    assertThat(refused).isBetween(1L, forger.sent() * 9 / 10);
                    parts.areJudged();
                }
            }
        }
    }

    private static WatchedCall witnesses(Court court) throws Exception {
        return WatchedCall.in(court, court.room(WatchedCall.ROOM));
    }

    /** In the hearing, and not heard there. */
    private static ForgingPhone forgingPhone(Court court, WatchedCall call) throws Exception {
        ForgingPhone phone = ForgingPhone.joins(court.invite(FORGING_PHONE), offer(call));
        court.admit(FORGING_PHONE);
        court.mute(FORGING_PHONE);
        return phone;
    }

    private static String offer(WatchedCall call) {
        return call.phone()
                .evaluate("courtbridge.peerConnection.localDescription.sdp")
                .asText();
    }

    private static Parts goesOn(
            Court court, WatchedCall call, MutatedTraffic traffic, String ports, Forger forger, Redialling rooms)
            throws Exception {
        long dropped = LocalHttp.dropped(ports);
        long sent = traffic.sent();
        Parts parts = goesOn(traffic.protocol().name().toLowerCase(Locale.ROOT), court, call, forger, rooms);
        long more = LocalHttp.dropped(ports) - dropped;
        System.out.printf("fuzz.line.sent=%d%nfuzz.dropped=%d%n", traffic.sent() - sent, more);
        assertThat(traffic.sent() - sent).isGreaterThan(100 * TIME.toSeconds());
        assertThat(more).as("dropped, and counted").isPositive();
        return parts;
    }

    /** @param what is forged, in the figures' names */
    private static Parts goesOn(String what, Court court, WatchedCall call, Forger forger, Redialling rooms)
            throws Exception {
        ProcessFigures figures = new ProcessFigures(court.gateway().pid());
        forge(forger);
        long heap = figures.liveHeap();
        long memory = figures.residentMemory();
        long threads = figures.threads();
        long calls = forger.calls();
        int lines = lines(court);
        int good = 0;
        List<Look> open = new ArrayList<>();
        for (long end = System.nanoTime() + TIME.toNanos(); System.nanoTime() < end; ) {
            if ((good + open.size()) % PARTS_A_CALL == 0) {
                rooms.redial();
            }
            Look look = call.lookDuring(() -> forge(forger));
            if (look.saysNothing()) {
                open.add(look);
            } else {
                assertThat(look.complaints()).as("%s", look).isEmpty();
                good++;
            }
        }
        System.out.printf("fuzz.parts.good=%d%nfuzz.parts.open=%d%n", good, open.size());
        long grown = figures.liveHeap() - heap;
        System.out.printf(
                "fuzz.forged=%d%nfuzz.calls=%d%nfuzz.heap.growth.kilobytes=%d%nfuzz.memory.growth.kilobytes=%d%n"
                        + "fuzz.threads.more=%d%nfuzz.lines=%d%n",
                forger.sent(),
                forger.calls(),
                grown,
                figures.residentMemory() - memory,
                figures.threads() - threads,
                lines(court) - lines);
        Figure.print(what + ".forged", forger.sent(), "messages");
        Figure.print(what + ".growth.heap", grown, "KiB");
        Figure.print(what + ".parts.open", open.size(), "parts");
        assertThat(grown).isLessThan(HEAP_GROWTH_KILOBYTES);
        assertThat(lines(court) - lines).isLessThan(FEW_LINES + (int) (LINES_A_CALL * (forger.calls() - calls)));
        assertThat(court.gateway().log()).doesNotContain(" ERROR ").doesNotContain("Exception");
        assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
        somebodyElseGetsIn(court);
        return new Parts(good, open);
    }

    /**
     * The result of all parts.
     *
     * @param good number of parts in which the witnesses noticed nothing
     * @param open in which the machine was too short of processor to tell whether the witnesses noticed anything
     */
    private record Parts(int good, List<Look> open) {

        /** Last, when all else has been judged. */
        void areJudged() {
            if (!open.isEmpty()) {
                throw Measurement.couldNotMeasure("in %d parts of %d, the first of them %s"
                        .formatted(open.size(), good + open.size(), open.getFirst()));
            }
        }
    }

    private static void forge(Forger forger) throws Exception {
        long end = System.nanoTime() + PART.toNanos();
        while (System.nanoTime() < end) {
            forger.forge();
        }
    }

    private static int lines(Court court) throws IOException {
        return (int) court.gateway().log().lines().count();
    }

    private static void somebodyElseGetsIn(Court court) throws Exception {
        try (BrowserPeer phone = court.phone(LATER_PHONE)) {
            court.knock(phone);
            court.admit(LATER_PHONE);
            court.awaitSight(phone, WatchedCall.ROOM);
        }
    }
}
