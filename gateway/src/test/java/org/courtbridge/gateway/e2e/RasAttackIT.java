package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.signalling.h323.RasAttacker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A whole gatekeeper is attacked over RAS by a room of its inventory, and by somebody who forges addresses. The room that is
 * attacked keeps its number, its name and its registration, and is the one that is called.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RasAttackIT {

    /** A whole room, which is called. */
    private static final int OWNER = 1;

    /** One whose messages the test sees. */
    private static final int NEIGHBOUR = 2;

    private static final int ATTACKER = 3;

    private static final String NUMBER = "5001";
    private static final String PLACE = "10.77.0.6";
    private static final AliasAddress OWN = new AliasAddress.H323Id("room" + ATTACKER);
    private static final AliasAddress NEIGHBOURS = new AliasAddress.H323Id("room" + NEIGHBOUR);

    private Court court;
    private DemoRoomPeer owner;
    private RasAttacker neighbour;
    private RasAttacks attacks;

    @BeforeAll
    void open() throws Exception {
        court = Court.open("RasAttackIT");
        court.start();
        owner = court.roomOfH323(OWNER);
        court.number(OWNER, NUMBER);
        BaresipPeer.Account account = court.account(NEIGHBOUR);
        neighbour = new RasAttacker(PLACE, RasAttacks.GATEKEEPER, account.user(), account.password());
        BaresipPeer.Account attacker = court.account(ATTACKER);
        attacks = new RasAttacks(court.folder(), attacker.user(), attacker.password());
        Await.until(
                "the owner has registered",
                Court.PATIENCE,
                () -> owner.report()
                        .filter(report -> report.path("state").asText().equals("registered"))
                        .isPresent());
    }

    @AfterAll
    void close() throws Exception {
        try (Court last = court;
                DemoRoomPeer third = owner;
                RasAttacker second = neighbour;
                RasAttacks first = attacks) {
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private void theOwnerIsCalled() throws Exception {
        court.dial(OWNER);
        court.awaitLegs(1);
        court.remove(OWNER);
        court.awaitLegs(0);
    }

    private static void assertRegistered(RasMessage answer) {
        assertThat(answer).isInstanceOf(RegistrationMessage.Confirm.class);
    }

    /** Of the inventory's, in other letters, and as a number. */
    @Test
    void whoRegistersWithAnothersAliasIsRejected() throws Exception {
        RasAttacker room = attacks.own();
        for (AliasAddress alias : List.of(
                new AliasAddress.H323Id("room" + OWNER),
                new AliasAddress.H323Id("ROOM" + OWNER),
                new AliasAddress.H323Id(NUMBER),
                new AliasAddress.DialledDigits(NUMBER))) {
            assertThat(room.asks(room.registration(OWN, alias)))
                    .isInstanceOfSatisfying(
                            RegistrationMessage.Reject.class,
                            reject -> assertThat(reject.reason().name()).isEqualTo("duplicateAlias"));
        }
        String identifier = room.registered(OWN);
        assertThat(room.asks(room.admission(identifier, NUMBER, OWN)))
                .isInstanceOfSatisfying(
                        AdmissionMessage.Confirm.class,
                        confirm -> assertThat(confirm.destCallSignalAddress())
                                .map(InetSocketAddress::getHostString)
                                .contains(Scratch.ADDRESS));
        theOwnerIsCalled();
    }

    /** He has seen the identifier, or guesses at one from the room's own address. */
    @Test
    void whoUsesAnothersIdentifierChangesNothing() throws Exception {
        RasAttacker room = attacks.own();
        String identifier = neighbour.registered(NEIGHBOURS);
        room.registered(OWN);
        for (RasMessage forged : List.<RasMessage>of(
                room.registrationAs(identifier, true, room.callSignalAddress()),
                room.registrationAs(identifier, false, room.callSignalAddress(), NEIGHBOURS))) {
            assertThat(room.asks(forged)).isInstanceOf(RegistrationMessage.Reject.class);
            assertThat(room.sends(forged.encode())).isInstanceOf(RegistrationMessage.Reject.class);
        }
        UnregistrationMessage.Request end = room.unregistration(identifier, neighbour.callSignalAddress());
        assertThat(room.asks(end)).isInstanceOf(UnregistrationMessage.Reject.class);
        assertThat(room.sends(end.encode())).isInstanceOf(UnregistrationMessage.Reject.class);
        InetAddress place = InetAddress.ofLiteral(PLACE);
        for (int i = 0; i < 50; i++) {
            attacks.forge(
                    place,
                    room.unregistration("guess" + i, neighbour.callSignalAddress())
                            .encode());
        }
        assertRegistered(attacks.arrive("room" + ATTACKER));
        assertRegistered(neighbour.asks(neighbour.registrationAs(identifier, true, neighbour.callSignalAddress())));
    }

    /** Three made a room wait, and forty all that are behind its address. */
    @Test
    void wrongPasswordsInARoomsNameKeepItOutNoMore() throws Exception {
        neighbour.registered(NEIGHBOURS);
        attacks.wrongPasswords(InetAddress.ofLiteral(PLACE), "room" + NEIGHBOUR, 50);
        assertRegistered(attacks.arrive("room" + ATTACKER));
        assertRegistered(neighbour.asks(neighbour.registration(NEIGHBOURS)));
    }

    @Test
    void aFloodKeepsNoRoomFromBeingCalled() throws Exception {
        try (ExecutorService attacker = Executors.newSingleThreadExecutor()) {
            Future<?> flood = attacker.submit(() -> {
                attacks.flood(2_000, Duration.ofSeconds(5));
                return null;
            });
            theOwnerIsCalled();
            flood.get();
        }
        assertThat(owner.isAlive()).isTrue();
        neighbour.registered(NEIGHBOURS);
    }
}
