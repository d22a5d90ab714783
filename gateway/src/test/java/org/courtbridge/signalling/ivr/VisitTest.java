package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of a visit's reactions to keys, time and the hearing's answer; its media are tried in {@code MenuIT}. */
class VisitTest {

    private static final Caller STRANGER = new Caller(Optional.empty(), "Зал 7", "192.0.2.1", Optional.empty(), false);
    private static final Caller ROOM =
            new Caller(Optional.of(PartyId.device("7")), "Зал 7", "192.0.2.1", Optional.empty(), true);

    private static final Optional<Menu.Entry> DIALLED = Optional.of(new Menu.Entry("100", Optional.empty()));

    private final BlockingQueue<String> story = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService mixers = Executors.newScheduledThreadPool(1);
    private final PictureWorkers pictures = PictureWorkers.start(new InternalErrors(InstantSource.system()));
    private final DefaultEventExecutor control = new DefaultEventExecutor();
    private final DecidingConferences conferences = new DecidingConferences(story::add);
    private final Leg leg = new QuietRoom(new LegId("leg"), Optional.empty(), story::add);
    private volatile Instant now = Instant.parse("2026-11-25T09:00:00Z");
    private final WaitingSlates slates = new WaitingSlates(ZoneOffset.UTC, () -> now, Language.KAZAKH);
    private final Reception reception = Reception.open(
            new HearingBridge.Parts(
                    control,
                    mixers,
                    pictures,
                    (pressed, key) -> {},
                    MediaTrace.OFF,
                    BridgeClock.SYSTEM,
                    new WaitingLegs(),
                    Captions.NONE),
            conferences,
            slates,
            () -> now);

    @AfterEach
    void close() {
        mixers.shutdown();
        pictures.close();
        control.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Another one each time, as each offer and answer makes. */
    private static LegMedia media() {
        return LegMedia.ofSoundAndPictures(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private void press(String keys) {
        keys.chars().forEach(key -> reception.digit(leg.id(), (char) key));
    }

    /** Seconds pass until that happens; a key that means nothing makes the visit look at the clock. */
    private Duration passUntil(String chapter) throws InterruptedException {
        Instant begin = now;
        while (now.isBefore(begin.plusSeconds(600))) {
            now = now.plusSeconds(1);
            press("A");
            String happened = story.poll(10, TimeUnit.MILLISECONDS);
            if (happened != null) {
                assertThat(happened).isEqualTo(chapter);
                return Duration.between(begin, now);
            }
        }
        throw new AssertionError("not in ten minutes: " + chapter);
    }

    private void next(String chapter) throws InterruptedException {
        assertThat(story.poll(60, TimeUnit.SECONDS)).isEqualTo(chapter);
    }

    @Test
    void strangerIsLedInByNumberAndPin() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, Optional.empty(), leg, media());
        press("100#" + DecidingConferences.PIN + "#");
        next("attend h100 as guest:leg, Зал 7");
        conferences.letIn();
        press("5");
        next("digit 5");
        reception.keyframeWanted(leg.id());
        next("keyframe");
        reception.left(leg.id(), EndReason.LEFT);
        next("left LEFT");
        assertThat(story).isEmpty();
    }

    /** What it is shown while it waits goes on in the language of the menu. */
    @ParameterizedTest
    @CsvSource({"'', RUSSIAN", "*, ENGLISH"})
    void menuSpeaksTheLanguageOfTheRoomUntilSomebodyChoosesAnother(String keys, Language language) throws Exception {
        Caller russian = new Caller(ROOM.device(), ROOM.name(), ROOM.source(), Optional.of(Language.RUSSIAN), true);
        reception.receive(russian, Reception.Place.FREE, Optional.empty(), leg, media());
        press(keys + "100#");
        next("arrive h100 as device:7");
        assertThat(slates.language(leg)).isEqualTo(language);
        reception.left(leg.id(), EndReason.LEFT);
        next("left LEFT");
    }

    @Test
    void deviceIsLedInByTheNumberAndAskedForThePinWhereItHasNoSeat() throws Exception {
        reception.receive(ROOM, Reception.Place.FREE, Optional.empty(), leg, media());
        press("100#");
        next("arrive h100 as device:7");
        conferences.refuse(new CommandRefusedException("no seat"));
        press(DecidingConferences.PIN + "#");
        next("attend h100 as device:7, Зал 7");
    }

    @Test
    void pinThatWasDialledIsTriedAtOnce() throws Exception {
        Menu.Entry dialled = new Menu.Entry("100", Optional.of(DecidingConferences.PIN));
        List<String> left = new ArrayList<>();
        reception.receive(STRANGER, () -> left.add("place"), Optional.of(dialled), leg, media());
        next("attend h100 as guest:leg, Зал 7");
        assertThat(left).as("before the hearing has decided").isEmpty();
        conferences.letIn();
        press("5");
        next("digit 5");
        assertThat(left).containsExactly("place");
    }

    @Test
    void wrongPinThatWasDialledLeadsToTheMenu() throws Exception {
        Menu.Entry dialled = new Menu.Entry("100", Optional.of("000000"));
        reception.receive(STRANGER, Reception.Place.FREE, Optional.of(dialled), leg, media());
        press("100#" + DecidingConferences.PIN + "#");
        next("attend h100 as guest:leg, Зал 7");
    }

    @Test
    void whatIsNegotiatedWhileTheHearingDecidesReachesIt() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, DIALLED, leg, media());
        press(DecidingConferences.PIN + "#");
        next("attend h100 as guest:leg, Зал 7");
        reception.renegotiated(leg.id(), media());
        conferences.letIn();
        next("renegotiated");
        reception.renegotiated(leg.id(), media());
        next("renegotiated");
    }

    @Test
    void whoIsSilentIsHungUpOn() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, Optional.empty(), leg, media());
        assertThat(passUntil("ended CANCELLED"))
                .isBetween(Menu.PATIENCE.multipliedBy(3).plus(Menu.FAREWELL), Menu.LONGEST);
        reception.left(leg.id(), EndReason.CANCELLED);
        reception.digit(leg.id(), '1');
        next("digit 1");
    }

    @Test
    void whoHangsUpInTheMenuWasNeverInAHearing() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, Optional.empty(), leg, media());
        press("100#");
        reception.left(leg.id(), EndReason.LEFT);
        reception.keyframeWanted(leg.id());
        next("keyframe");
    }

    @Test
    void whoHangsUpWhileTheHearingDecidesLeavesIt() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, DIALLED, leg, media());
        press(DecidingConferences.PIN + "#");
        next("attend h100 as guest:leg, Зал 7");
        reception.left(leg.id(), EndReason.LEFT);
        next("left LEFT");
        conferences.letIn();
        assertThat(story).isEmpty();
    }

    @Test
    void whomAHearingCannotTakeInIsToldSoAndHungUpOn() throws Exception {
        reception.receive(STRANGER, Reception.Place.FREE, DIALLED, leg, media());
        press(DecidingConferences.PIN + "#");
        next("attend h100 as guest:leg, Зал 7");
        conferences.refuse(new IllegalStateException("the disk is full"));
        assertThat(passUntil("ended REFUSED")).isGreaterThanOrEqualTo(Menu.FAREWELL);
    }
}
