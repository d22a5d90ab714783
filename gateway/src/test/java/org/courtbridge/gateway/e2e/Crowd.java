package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rooms and phones that come to a hearing together and leave it together, as often as they are asked to. Each room sees all others in a
 * picture that the gateway composes for it; the phones have keys and receive, and send neither sound nor pictures.
 */
final class Crowd implements AutoCloseable {

    /** A phone that says nothing for longer is missed. */
    private static final Duration PING_EVERY = Duration.ofSeconds(5);

    /** Of a Chromium that has the page open. */
    private static final String OFFER = "/org/courtbridge/signalling/webrtc/offer-chromium-156-page.sdp";

    private final Court court;
    private final List<BaresipPeer> rooms;
    private final List<String> links;
    private final List<ForgingPhone> phones = new ArrayList<>();

    private Crowd(Court court, List<BaresipPeer> rooms, List<String> links) {
        this.court = court;
        this.rooms = rooms;
        this.links = links;
    }

    /** Has them all invited, and the rooms registered; nobody has come yet. */
    static Crowd invite(Court court, int rooms, int phones) throws Exception {
        Crowd crowd = new Crowd(court, new ArrayList<>(), new ArrayList<>());
        try {
            for (int party = 1; party <= rooms; party++) {
                crowd.rooms.add(court.room(party));
            }
            for (int party = rooms + 1; party <= rooms + phones; party++) {
                crowd.links.add(court.invite(party));
                court.admit(party);
            }
            return crowd;
        } catch (Exception | AssertionError e) {
            crowd.close();
            throw e;
        }
    }

    /** The first ones of each kind come, stay for a time with media flowing, and leave; nobody is in the hearing when this is done. */
    void visit(int someRooms, int somePhones, Duration stay) throws Exception {
        for (BaresipPeer room : rooms.subList(0, someRooms)) {
            court.call(room);
        }
        String offer = MeasuredPage.resource(OFFER);
        for (String link : links.subList(0, somePhones)) {
            ForgingPhone phone = ForgingPhone.joins(link, offer);
            phones.add(phone);
            phone.check();
            phone.shakeHands();
        }
        court.awaitLegs(someRooms + somePhones);
        for (Duration left = stay; left.isPositive(); left = left.minus(PING_EVERY)) {
            for (ForgingPhone phone : phones) {
                phone.ping();
            }
            Await.elapsed(left.compareTo(PING_EVERY) < 0 ? left : PING_EVERY);
        }
        leavePhones();
        for (BaresipPeer room : rooms.subList(0, someRooms)) {
            room.hangUp();
        }
        court.awaitLegs(0);
    }

    void visit(Duration stay) throws Exception {
        visit(rooms.size(), links.size(), stay);
    }

    private void leavePhones() throws Exception {
        for (ForgingPhone phone : phones) {
            phone.close();
        }
        phones.clear();
    }

    @Override
    public void close() throws IOException {
        for (BaresipPeer room : rooms) {
            room.close();
        }
    }
}
