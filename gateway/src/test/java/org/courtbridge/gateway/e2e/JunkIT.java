package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A room and a phone are in a hearing while junk comes to every port, from strangers and in the name of either: it is
 * refused or dropped, and the two notice nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JunkIT {

    /** A device that may call, and does so by hand. */
    private static final int GUEST = 9;

    private static final int LATER_PHONE = 4;

    /** Lines that a gateway under fire may write for each kind of junk, each time that it comes. */
    private static final int FEW_LINES = 20;

    private final Junk junk = new Junk(20_261_125);
    private final HalfOpen halfOpen = new HalfOpen();
    private final SipJunk sip = new SipJunk(junk, halfOpen);
    private final RoomMediaJunk roomMedia = new RoomMediaJunk(junk);
    private final BrowserMediaJunk browserMedia = new BrowserMediaJunk(junk, halfOpen);
    private final WebJunk web = new WebJunk(junk, halfOpen);
    private Court court;
    private WatchedCall call;
    private ForgedDatagrams forger;
    private String guestPassword;
    private List<String> links;
    private int linesBefore;
    private int kinds;

    @BeforeAll
    void aHearingIsInSession() throws Exception {
        court = Court.open("JunkIT");
        court.start();
        forger = new ForgedDatagrams(court.folder());
        guestPassword = court.addDevice(GUEST);
        links = new ArrayList<>();
        for (int party = 100; party < 118; party++) {
            links.add(court.invite(party));
        }
        BaresipPeer.Account account = court.account(WatchedCall.ROOM);
        court.encryption(WatchedCall.ROOM, "off");
        BaresipPeer room = BaresipPeer.start(court.folder(), account, "module srtp.so\n", ";mediaenc=srtp");
        room.awaitRegistered();
        call = WatchedCall.in(court, room);
    }

    @AfterAll
    void close() throws Exception {
        try (HalfOpen sockets = halfOpen;
                ForgedDatagrams datagrams = forger;
                Court opened = court;
                WatchedCall watched = call) {
            // All of them, whatever happens to one.
        }
    }

    @BeforeEach
    void note() throws IOException {
        linesBefore = lines().size();
        kinds = 0;
    }

    private void theCallGoesOnDuring(WatchedCall.Happening happening) throws Exception {
        kinds++;
        call.goesOnDuring(happening);
    }

    @AfterEach
    void theGatewayHasLittleToSay() throws Exception {
        assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
        List<String> all = lines();
        List<String> lines = all.subList(linesBefore, all.size());
        assertThat(lines).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
        assertThat(lines).hasSizeLessThan(FEW_LINES * Math.max(1, kinds));
    }

    private List<String> lines() throws IOException {
        return court.gateway().log().lines().toList();
    }

    @Test
    @Order(1)
    void sipOverUdp() throws Exception {
        InetSocketAddress room = new InetSocketAddress(Scratch.ADDRESS, BaresipPeer.sipPort(WatchedCall.ROOM));
        String id = RoomCall.of(call.room()).id();
        theCallGoesOnDuring(() -> {
            sip.overUdp();
            sip.inTheNameOf(room, id, forger);
        });
    }

    @Test
    @Order(2)
    void sessionDescriptionsThatBreakOff() throws Exception {
        theCallGoesOnDuring(() -> sip.sessionDescriptions("room" + GUEST, guestPassword));
    }

    @Test
    @Order(3)
    void sipOverTcpAndTls() throws Exception {
        theCallGoesOnDuring(sip::overTcpAndTls);
    }

    @Test
    @Order(4)
    void theRoomsMediaPorts() throws Exception {
        RoomCall wires = RoomCall.of(call.room());
        theCallGoesOnDuring(() -> roomMedia.ofStrangers(wires));
    }

    @Test
    @Order(5)
    void mediaInTheNameOfTheRoom() throws Exception {
        RoomCall wires = RoomCall.of(call.room());
        theCallGoesOnDuring(() -> roomMedia.inTheNameOf(wires, forger));
    }

    @Test
    @Order(6)
    void theBrowsersPort() throws Exception {
        theCallGoesOnDuring(() -> {
            browserMedia.ofStrangers();
            browserMedia.overTcp();
        });
    }

    @Test
    @Order(7)
    void mediaInTheNameOfThePhone() throws Exception {
        theCallGoesOnDuring(() -> browserMedia.inTheNameOf(call.phone(), forger));
    }

    @Test
    @Order(8)
    void httpAndWebSockets() throws Exception {
        String token =
                Files.readString(court.gateway().data().resolve("admin-token")).strip();
        theCallGoesOnDuring(() -> {
            web.http(token);
            web.webSockets(links);
        });
    }

    @Test
    @Order(9)
    void mediaUnderAWrongKey() throws Exception {
        court.encryption(WatchedCall.ROOM, "required");
        call.again();
        RoomCall wires = RoomCall.of(call.room());
        theCallGoesOnDuring(() -> roomMedia.underAWrongKey(wires, forger));
        assertThat(call.room().command("audio_debug", "")).contains("secure=yes");
    }

    /** All of it once more, one kind after the other. */
    @Test
    @Order(10)
    @Tag("measures")
    void noneOfItIsNoticed() throws Exception {
        court.encryption(WatchedCall.ROOM, "required");
        call.again();
        InetSocketAddress room = new InetSocketAddress(Scratch.ADDRESS, BaresipPeer.sipPort(WatchedCall.ROOM));
        String id = RoomCall.of(call.room()).id();
        RoomCall wires = RoomCall.of(call.room());
        String token =
                Files.readString(court.gateway().data().resolve("admin-token")).strip();
        List<WatchedCall.Happening> all = List.of(
                sip::overUdp,
                () -> sip.inTheNameOf(room, id, forger),
                () -> sip.sessionDescriptions("room" + GUEST, guestPassword),
                sip::overTcpAndTls,
                () -> roomMedia.ofStrangers(wires),
                () -> roomMedia.underAWrongKey(wires, forger),
                browserMedia::ofStrangers,
                browserMedia::overTcp,
                () -> browserMedia.inTheNameOf(call.phone(), forger),
                () -> web.http(token),
                () -> web.webSockets(links));
        call.isNotNoticed(() -> {
            for (WatchedCall.Happening kind : all) {
                kinds++;
                kind.happen();
            }
        });
    }

    /** Also the ways back, by which keyframes are asked for, are where they were. */
    @Test
    @Order(11)
    void afterwardsSomebodyElseGetsInAndHasAPicture() throws Exception {
        try (BrowserPeer phone = court.phone(LATER_PHONE)) {
            court.knock(phone);
            court.admit(LATER_PHONE);
            court.awaitSight(phone, WatchedCall.ROOM);
            court.awaitSight(phone, WatchedCall.PHONE);
            Proof.hears(
                    LATER_PHONE,
                    Set.of(WatchedCall.ROOM, WatchedCall.PHONE),
                    phone::soundInTheLast,
                    MeasuredPage.SAMPLE_RATE);
        }
    }
}
