package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a phone and a room really send comes again and again with bytes changed, for minutes: it is dropped and counted, the
 * gateway says little and grows by nothing, and another room and phone beside them notice nothing.
 */
@Tag("soak")
@Tag("fuzz")
class FuzzIT {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.fuzz.seconds", 300));
    private static final Duration PART = Duration.ofSeconds(15);

    private static final int FUZZED_PHONE = 3;
    private static final int FUZZED_ROOM = 4;
    private static final int CALLER = 5;
    private static final int COPIES = 4;
    private static final int OFFERS_A_PAGE = 40;
    private static final int FEW_LINES = 60;
    private static final long HEAP_GROWTH_KILOBYTES = 16_384;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(names = {"STUN", "DTLS"})
    void fromAPhone(MutatedTraffic.Protocol protocol) throws Exception {
        try (Court court = Court.open("FuzzIT-" + protocol);
                PhoneLine line = PhoneLine.openLate(court.folder(), FUZZED_PHONE)) {
            MutatedTraffic traffic = new MutatedTraffic(protocol, COPIES, 20_261_126);
            line.mutate(traffic);
            court.start();
            try (WatchedCall call = witnesses(court);
                    BrowserPeer phone = court.phone(FUZZED_PHONE, line)) {
                court.knock(phone);
                court.admit(FUZZED_PHONE);
                court.awaitSight(phone, WatchedCall.ROOM);
                goesOn(court, call, "browsers", traffic);
                phone.page().waitForSelector("body[data-state=in-hearing]");
            }
        }
    }

    /** One that does not encrypt, so that everything is read that it sends. */
    @ParameterizedTest
    @EnumSource(names = {"RTP", "RTCP"})
    void fromARoom(MutatedTraffic.Protocol protocol) throws Exception {
        try (Court court = Court.open("FuzzIT-" + protocol);
                PhoneLine line = PhoneLine.openLate(court.folder(), FUZZED_ROOM)) {
            MutatedTraffic traffic = new MutatedTraffic(protocol, COPIES, 20_261_126);
            line.mutate(traffic);
            court.start();
            BaresipPeer.Account account = court.account(FUZZED_ROOM);
            court.encryption(FUZZED_ROOM, "off");
            try (WatchedCall call = witnesses(court);
                    BaresipPeer room = BaresipPeer.start(court.folder(), account, line.settings(), "", line.place())) {
                room.awaitRegistered();
                court.call(room);
                court.mute(FUZZED_ROOM);
                goesOn(court, call, "rooms", traffic);
            }
        }
    }

    private static WatchedCall witnesses(Court court) throws Exception {
        BaresipPeer room = court.room(WatchedCall.ROOM);
        return WatchedCall.in(court, room);
    }

    private static void goesOn(Court court, WatchedCall call, String ports, MutatedTraffic traffic) throws Exception {
        long dropped = LocalHttp.dropped(ports);
        long sent = traffic.sent();
        holds(court, call, () -> Await.elapsed(PART));
        long more = LocalHttp.dropped(ports) - dropped;
        System.out.printf("fuzz.sent=%d%nfuzz.dropped=%d%n", traffic.sent() - sent, more);
        assertThat(traffic.sent() - sent).isGreaterThan(100 * TIME.toSeconds());
        assertThat(more).as("dropped, and counted").isPositive();
    }

    private interface Part {
        void run() throws Exception;
    }

    private static void holds(Court court, WatchedCall call, Part part) throws Exception {
        ProcessFigures figures = new ProcessFigures(court.gateway().pid());
        call.goesOnDuring(part::run);
        long heap = figures.liveHeap();
        int lines = lines(court);
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end) {
            call.goesOnDuring(part::run);
        }
        long grown = figures.liveHeap() - heap;
        System.out.printf("fuzz.heap.growth.kilobytes=%d%nfuzz.lines=%d%n", grown, lines(court) - lines);
        assertThat(grown).isLessThan(HEAP_GROWTH_KILOBYTES);
        assertThat(lines(court) - lines).isLessThan(FEW_LINES);
        assertThat(court.gateway().log()).doesNotContain(" ERROR ").doesNotContain("Exception");
        assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
    }

    private static int lines(Court court) throws IOException {
        return (int) court.gateway().log().lines().count();
    }

    /** Of a device by SIP, and of pages that Chromium might have made. */
    @Test
    void sessionDescriptions() throws Exception {
        try (Court court = Court.open("FuzzIT-SDP")) {
            court.start();
            String password = court.addDevice(CALLER);
            String link = court.invite(FUZZED_PHONE);
            Junk junk = new Junk(20_261_126);
            SipJunk sip = new SipJunk(junk, new HalfOpen());
            byte[] offer = pageOffer();
            long[] sent = new long[2];
            try (WatchedCall call = witnesses(court)) {
                holds(court, call, () -> {
                    long end = System.nanoTime() + PART.toNanos();
                    while (System.nanoTime() < end) {
                        sent[0] += sip.mutatedDescriptions("room" + CALLER, password, 10);
                        sent[1] += offers(new JoinSocket(Court.ticket(link)), junk, offer);
                    }
                });
            }
            System.out.printf("fuzz.sip.sent=%d%nfuzz.pages.sent=%d%n", sent[0], sent[1]);
            assertThat(Math.min(sent[0], sent[1])).isGreaterThan(TIME.toSeconds());
        }
    }

    /** @return how many were answered or refused */
    private static int offers(JoinSocket page, Junk junk, byte[] offer) throws Exception {
        for (int i = 0; i < OFFERS_A_PAGE; i++) {
            String mutated = new String(junk.mutated(offer), StandardCharsets.UTF_8);
            page.say(JSON.writeValueAsString(Map.of("type", "offer", "sdp", mutated)));
        }
        assertThat(page.answer()).isNotEqualTo("silence");
        page.say("{\"type\":\"bye\"}");
        return OFFERS_A_PAGE;
    }

    private static byte[] pageOffer() throws IOException {
        String name = "/org/courtbridge/gateway/webrtc/offer-chromium-156-page.sdp";
        try (InputStream in = Objects.requireNonNull(FuzzIT.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
