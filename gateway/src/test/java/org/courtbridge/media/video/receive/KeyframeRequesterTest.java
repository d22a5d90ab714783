package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.junit.jupiter.api.Test;

class KeyframeRequesterTest {

    private static final long MILLISECOND = 1_000_000;

    private final KeyframeRequester requester = new KeyframeRequester(
            List.of(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR, KeyframeRequestMethod.SIGNALLING),
            new VideoReceiver.Uplink() {
                @Override
                public void askForKeyframe(KeyframeRequestMethod way, long ssrc) {
                    asked.add(way + " " + ssrc);
                }

                @Override
                public void askForPackets(List<Integer> lost, long ssrc) {
                    throw new AssertionError("of keyframes alone");
                }
            });
    private final List<String> asked = new ArrayList<>();
    private long now;

    @Test
    void whoIsNotWantedFromIsNotAsked() {
        assertThat(requester.due(now)).isEmpty();
    }

    @Test
    void eachWayIsTriedHalfASecondAfterTheLast() {
        requester.want();

        assertThat(askedIn(1_999))
                .containsExactly(
                        KeyframeRequestMethod.PLI,
                        KeyframeRequestMethod.FIR,
                        KeyframeRequestMethod.SIGNALLING,
                        KeyframeRequestMethod.PLI);
    }

    @Test
    void aWayThatWorkedIsTriedFirstAndOnceMoreBeforeAnyOther() {
        requester.want();
        assertThat(askedIn(501)).containsExactly(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR);
        requester.arrived(now);
        askedIn(1_000);

        requester.want();

        assertThat(askedIn(1_999))
                .containsExactly(
                        KeyframeRequestMethod.FIR,
                        KeyframeRequestMethod.FIR,
                        KeyframeRequestMethod.SIGNALLING,
                        KeyframeRequestMethod.PLI);
    }

    @Test
    void aWayThatWorkedIsTriedFirstAgainWhenNobodyHasWaitedForTheOthers() {
        requester.want();
        askedIn(501);
        requester.arrived(now);
        askedIn(1_000);
        requester.want();
        askedIn(1_501);

        requester.forget();
        askedIn(1_000);
        requester.want();

        assertThat(askedIn(1)).containsExactly(KeyframeRequestMethod.FIR);
    }

    @Test
    void aKeyframeThatNobodyAskedForProvesNothing() {
        requester.arrived(now);
        requester.want();

        assertThat(askedIn(501)).containsExactly(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR);
    }

    @Test
    void whoIgnoresAllWaysSeveralTimesOverIsAskedRarely() {
        requester.want();

        assertThat(askedIn(6_000)).hasSize(12);
        assertThat(askedIn(9_000)).hasSize(3);
    }

    @Test
    void otherWaysBeginWithTheFirst() {
        requester.want();
        askedIn(501);
        requester.arrived(now);
        requester.ways(List.of(KeyframeRequestMethod.SIGNALLING, KeyframeRequestMethod.PLI));
        requester.want();

        assertThat(askedIn(1_000)).containsExactly(KeyframeRequestMethod.SIGNALLING, KeyframeRequestMethod.PLI);
    }

    @Test
    void whatIsAskedForIsCountedAndTimed() {
        requester.ask(7, now);
        assertThat(asked).isEmpty();
        requester.want();
        requester.time(now);
        requester.ask(7, now);
        requester.ask(7, now + MILLISECOND);
        assertThat(asked).containsExactly("PLI 7");
        assertThat(requester.requests()).isEqualTo(1);
        assertThat(requester.recovery()).contains(new VideoReceiver.Recovery(now, OptionalLong.empty()));

        requester.arrived(now + 30 * MILLISECOND);
        requester.arrived(now + 90 * MILLISECOND);
        assertThat(requester.recovery()).contains(new VideoReceiver.Recovery(now, OptionalLong.of(30 * MILLISECOND)));
    }

    /** How the party is asked in the next milliseconds. */
    private List<KeyframeRequestMethod> askedIn(int millis) {
        List<KeyframeRequestMethod> asked = new ArrayList<>();
        for (int passed = 0; passed < millis; passed++) {
            requester.due(now).ifPresent(asked::add);
            now += MILLISECOND;
        }
        return asked;
    }
}
