package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.junit.jupiter.api.Test;

class KeyframeRequesterTest {

    private static final long MILLISECOND = 1_000_000;

    private final KeyframeRequester requester = new KeyframeRequester(
            List.of(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR, KeyframeRequestMethod.SIGNALLING));
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
        requester.arrived();
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
        requester.arrived();
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
        requester.arrived();
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
        requester.arrived();
        requester.ways(List.of(KeyframeRequestMethod.SIGNALLING, KeyframeRequestMethod.PLI));
        requester.want();

        assertThat(askedIn(1_000)).containsExactly(KeyframeRequestMethod.SIGNALLING, KeyframeRequestMethod.PLI);
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
