package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the route that a call to the number of tests takes. */
class EntranceTest {

    private static final Device ROOM = Device.newlyAdded("7", "Зал 7", "room7", Instant.EPOCH);
    private static final Caller ROOMS =
            new Caller(Optional.of(PartyId.device("7")), "Зал 7", "192.0.2.1", Optional.empty(), true);
    private static final Caller STRANGER = new Caller(Optional.empty(), "?", "192.0.2.2", Optional.empty(), false);

    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(1);
    private final PictureWorkers pictures = PictureWorkers.start(new InternalErrors(InstantSource.system()));
    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final DecidingConferences conferences = new DecidingConferences(_ -> {});

    private Entrance entrance(Optional<String> number) {
        Reception reception = Reception.open(
                new HearingBridge.Parts(
                        control,
                        mixers,
                        pictures,
                        (_, _) -> {},
                        MediaTrace.OFF,
                        BridgeClock.SYSTEM,
                        new WaitingLegs(),
                        Captions.NONE),
                conferences,
                new WaitingSlates(ZoneOffset.UTC, InstantSource.system(), Language.KAZAKH),
                number.map(dialled -> TestNumber.of(
                        dialled,
                        new TestJudge(Limits.standard(), KnownClients.NONE),
                        Optional.empty(),
                        Optional.empty())),
                InstantSource.system());
        return new Entrance(conferences, reception);
    }

    private static CallRoute way(Entrance.Decision decision) {
        return ((Entrance.Decision.Go) decision).route();
    }

    @AfterEach
    void close() {
        mixers.shutdown();
        pictures.close();
        control.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void roomTestsItselfByTheNumberAndSixDoAtATime() {
        Entrance entrance = entrance(Optional.of("777"));
        CallRoute way = way(entrance.decide(DialPlan.of("777"), Optional.of(ROOM), ROOMS));
        assertThat(way).isInstanceOf(CallRoute.IntoTest.class);
        assertThat(way.device()).contains(ROOM);
        Reception.Place first = way.enter().orElseThrow();
        for (int i = 1; i < 6; i++) {
            assertThat(way.enter()).isPresent();
        }
        assertThat(way.enter()).isEmpty();
        first.close();
        assertThat(way.enter()).isPresent();
    }

    @Test
    void strangerComesToTheMenuAsByAnyNumber() {
        Entrance entrance = entrance(Optional.of("777"));
        assertThat(way(entrance.decide(DialPlan.of("777"), Optional.empty(), STRANGER)))
                .isInstanceOf(CallRoute.IntoMenu.class);
        assertThat(entrance.decide(DialPlan.of("777**1"), Optional.empty(), STRANGER))
                .isEqualTo(new Entrance.Decision.Refuse(Entrance.Refusal.WRONG_PIN));
    }

    /** Whether the PIN is right shows in the menu alone, to whom has acknowledged that he got there. */
    @Test
    void strangerWhoMayBeElsewhereComesToTheMenuByAnyPin() {
        Entrance entrance = entrance(Optional.empty());
        for (String dialled : new String[] {"100**" + DecidingConferences.PIN, "100**1", "999**1"}) {
            for (int i = 0; i < 50; i++) {
                assertThat(way(entrance.decideUnproven(DialPlan.of(dialled), STRANGER)))
                        .isInstanceOf(CallRoute.IntoMenu.class);
            }
        }
        assertThat(way(entrance.decide(DialPlan.of("100**" + DecidingConferences.PIN), Optional.empty(), STRANGER)))
                .as("and none has counted")
                .isInstanceOf(CallRoute.IntoHearing.class);
    }

    @Test
    void hearingOfThatNumberGoesBefore() {
        assertThat(way(entrance(Optional.of("100")).decide(DialPlan.of("100"), Optional.of(ROOM), ROOMS)))
                .isInstanceOf(CallRoute.IntoHearing.class);
    }

    @Test
    void withoutANumberNothingIsThere() {
        assertThat(entrance(Optional.empty()).decide(DialPlan.of("777"), Optional.of(ROOM), ROOMS))
                .isEqualTo(new Entrance.Decision.Refuse(Entrance.Refusal.NOBODY_THERE));
    }
}
