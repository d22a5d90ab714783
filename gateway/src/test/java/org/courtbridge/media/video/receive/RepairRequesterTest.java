package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.junit.jupiter.api.Test;

class RepairRequesterTest {

    private static final long SSRC = 7;
    private static final long SECOND = 1_000_000_000;

    private final List<String> asked = new ArrayList<>();
    private final RepairRequester repair =
            new RepairRequester(List.of(KeyframeRequestMethod.PLI), new VideoReceiver.Uplink() {
                @Override
                public void askForKeyframe(KeyframeRequestMethod way, long ssrc) {
                    asked.add(way + " " + ssrc);
                }

                @Override
                public void askForPackets(List<Integer> lost, long ssrc) {
                    asked.add(lost + " " + ssrc);
                }
            });

    @Test
    void asksForPacketsThatDidNotComeAndInTheEndForAKeyframe() {
        repair.received(1, SECOND);
        repair.received(3, SECOND);
        long now = SECOND;
        for (int i = 0; i < 100; i++) {
            now += 50_000_000;
            repair.askForMissing(SSRC, true, now);
            repair.tick(SSRC, true, now);
        }
        assertThat(asked).startsWith("[2] 7").contains("PLI 7");
        assertThat(repair.keyframeRequests()).isPositive();
        int all = asked.size();
        repair.keyframeArrived(now);
        repair.tick(SSRC, true, now + SECOND);
        assertThat(asked).hasSize(all);
    }

    @Test
    void asksForNothingThatNobodySees() {
        repair.received(1, SECOND);
        repair.received(3, SECOND);
        repair.askForMissing(SSRC, false, 2 * SECOND);
        repair.restart(false);
        repair.tick(SSRC, true, 3 * SECOND);
        assertThat(asked).isEmpty();
        repair.restart(true);
        repair.tick(SSRC, false, 4 * SECOND);
        repair.tick(SSRC, true, 5 * SECOND);
        assertThat(asked).as("nobody waited any longer").isEmpty();
    }

    @Test
    void asksNobodyBeforeTheFirstPacket() {
        repair.keyframeWanted(FollowedSource.NO_SSRC, SECOND);
        assertThat(asked).isEmpty();
        repair.tick(SSRC, true, SECOND);
        assertThat(asked).containsExactly("PLI 7");
    }

    @Test
    void anotherSourceNeedsAKeyframeAndNoneOfThePacketsOfBefore() {
        repair.received(1, SECOND);
        repair.received(3, SECOND);
        repair.restart(true);
        repair.askForMissing(SSRC, true, 2 * SECOND);
        repair.tick(SSRC, true, 2 * SECOND);
        assertThat(asked).containsExactly("PLI 7");
    }
}
