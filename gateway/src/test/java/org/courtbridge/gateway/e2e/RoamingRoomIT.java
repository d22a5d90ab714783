package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rooms behind a NAT whose outer address changes in the middle of a call: one over UDP and in the clear, and one over TLS,
 * whose connection breaks with that, and encrypted. The call goes on, after a gap that is measured; the next registration
 * is good for all that follows. Takes a minute: {@code ./courtbridge soak nat}.
 */
@Tag("soak")
@Tag("nat")
@Tag("measures")
class RoamingRoomIT {

    private static final int CLEAR = 1;
    private static final int ENCRYPTED = 2;

    /** It is where it always was. */
    private static final int STILL = 3;

    private static final String UDP = "sip:" + Scratch.ADDRESS;
    private static final String TLS = "sip:%s:%d;transport=tls".formatted(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT);

    /** Both rooms renew their registration every six seconds. */
    private static final String OFTEN = ";rwait=10";

    /** A room in the clear is followed once its old address has been silent for 2 s, as its device is set so. */
    private static final Limits IN_THE_CLEAR = new Limits(3_000, 5_000);

    /** The first packet under the call's keys says where the room is. */
    private static final Limits UNDER_KEYS = new Limits(1_000, 1_500);

    private static final Duration AFTER_THE_MOVE = Duration.ofSeconds(8);

    private static final Duration REGISTRATION = Duration.ofSeconds(60);

    private static final Pattern REGISTERED = Pattern.compile("SIP/2\\.0 200 OK\\RCSeq: \\d+ REGISTER");

    /**
     * The gaps that a move may cause, in milliseconds.
     *
     * @param silence the longest time without the other's sound
     * @param freeze the longest time without a new picture
     */
    private record Limits(double silence, double freeze) {}

    @Test
    void callsGoOnWhenTheNatGivesAnotherAddress() throws Exception {
        try (Court court = Court.open("RoamingRoomIT")) {
            court.start();
            try (HomeNetwork first = HomeNetwork.open(court.folder(), 1);
                    HomeNetwork second = HomeNetwork.open(court.folder(), 2);
                    BaresipPeer encrypted = encrypted(court, second);
                    BaresipPeer clear = clear(court, first);
                    BaresipPeer still = court.room(STILL)) {
                court.call(still);
                court.call(encrypted);
                moves(second, encrypted, ENCRYPTED, still, TLS, UNDER_KEYS);
                assertThat(encrypted.command("audio_debug", "")).contains("secure=yes");

                court.mute(ENCRYPTED);
                court.behindChangingNat(CLEAR);
                court.call(clear);
                moves(first, clear, CLEAR, still, UDP, IN_THE_CLEAR);
                assertThat(court.gateway().log()).contains("media followed to " + first.outerAddress());
                awaitRegistered(clear, first);
                isReached(court, clear, CLEAR);

                awaitRegistered(encrypted, second);
                isReached(court, encrypted, ENCRYPTED);
            }
            court.gateway().close();
        }
    }

    private static BaresipPeer clear(Court court, HomeNetwork home) throws Exception {
        BaresipPeer.Account account = court.account(CLEAR);
        BaresipPeer room = BaresipPeer.start(court.folder(), account, home.settings(), OFTEN, home.place());
        room.awaitRegistered();
        return room;
    }

    private static BaresipPeer encrypted(Court court, HomeNetwork home) throws Exception {
        BaresipPeer.Account account = court.account(ENCRYPTED).over("tls", GatewayProcess.SIP_TLS_PORT);
        String settings = home.settings()
                + "module srtp.so\nsip_cafile %s\nsip_verify_server yes\n"
                        .formatted(court.gateway().certificate());
        BaresipPeer room =
                BaresipPeer.start(court.folder(), account, settings, OFTEN + ";mediaenc=srtp-mand", home.place());
        room.awaitRegistered();
        return room;
    }

    /**
     * Both hear and see each other, and after the move again before long.
     *
     * @param server as the moving room calls it
     */
    private static void moves(
            HomeNetwork home, BaresipPeer moving, int party, BaresipPeer still, String server, Limits limits)
            throws Exception {
        awaitSight(moving, STILL);
        awaitSight(still, party);
        Proof.holds(() -> {
            awaitNextRegistration(moving);
            Listening there = Listening.to(STILL, moving);
            Listening here = Listening.to(party, still);
            List<Double> gaps;
            List<Double> freezes;
            try (FrameWatch screenThere = FrameWatch.start(moving);
                    FrameWatch screenHere = FrameWatch.start(still)) {
                home.move();
                // It asks something, as rooms do now and then; a connection that is broken is found to be so.
                moving.command("options", server);
                Await.elapsed(AFTER_THE_MOVE);
                gaps = List.of(there.longestGap(), here.longestGap());
                freezes = List.of(screenThere.longestFreeze(), screenHere.longestFreeze());
            }
            System.out.printf("party %d moved: ms without sound %s, without pictures %s%n", party, gaps, freezes);
            String kind = party == CLEAR ? "clear" : "encrypted";
            Figure.print(kind + ".silence", Collections.max(gaps), "ms");
            Figure.print(kind + ".freeze", Collections.max(freezes), "ms");
            List<String> complaints = new ArrayList<>();
            if (gaps.stream().anyMatch(gap -> gap > limits.silence())) {
                complaints.add("ms without sound, there and here: " + gaps);
            }
            if (freezes.stream().anyMatch(freeze -> freeze > limits.freeze())) {
                complaints.add("ms without pictures, there and here: " + freezes);
            }
            return complaints;
        });
        awaitSight(moving, STILL);
        awaitSight(still, party);
    }

    /**
     * No registration is under way when the connection breaks, and none breaks it: libre waits 32 s for an answer to that, though
     * the connection is reset at once, and half a minute to a minute more before it registers again.
     */
    private static void awaitNextRegistration(BaresipPeer room) throws Exception {
        long before = registrations(room);
        Await.until("the next registration", REGISTRATION, () -> registrations(room) > before);
    }

    private static long registrations(BaresipPeer room) throws Exception {
        return REGISTERED.matcher(room.log()).results().count();
    }

    private static void awaitSight(BaresipPeer room, int other) {
        Await.until(
                "sight of party " + other,
                Court.PATIENCE,
                () -> room.screen().filter(seen -> seen.party() == other).isPresent());
    }

    /** The gateway's answer says as where it sees the room. */
    private static void awaitRegistered(BaresipPeer room, HomeNetwork home) {
        Pattern granted = Pattern.compile(
                "SIP/2\\.0 200 OK(?:\\R.+)*received=" + Pattern.quote(home.outerAddress()) + "(?:\\R.+)*\\RContact:");
        Await.until(
                "registration from " + home.outerAddress(),
                REGISTRATION,
                () -> granted.matcher(room.log()).find());
    }

    /** It is hung up on in the call that has moved, and called again. */
    private static void isReached(Court court, BaresipPeer room, int party) throws Exception {
        court.remove(party);
        room.awaitEvent("CALL_CLOSED");
        court.dial(party);
        room.awaitEvent("CALL_ESTABLISHED");
        court.remove(party);
        room.awaitEvent("CALL_CLOSED");
    }
}
