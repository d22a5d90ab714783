package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia;
import org.junit.jupiter.api.Test;

class RoomLegEventsTest {

    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

    private final List<String> heard = new ArrayList<>();
    private final RoomLegEvents events = new RoomLegEvents(new Heard());

    @Test
    void tellsNothingBeforeThereIsALeg() {
        events.keyframeWanted();
        events.renegotiated(LegMedia.NOTHING);
        events.keys(new UserInputIndication.Alphanumeric("1"));
        assertThat(heard).isEmpty();
        events.belongTo(new LegId("a"));
        events.keyframeWanted();
        events.renegotiated(LegMedia.NOTHING);
        assertThat(heard).containsExactly("keyframe", "media");
    }

    @Test
    void tellsEachKeyOnceAndNothingThatIsNoKey() {
        events.belongTo(new LegId("a"));
        events.keys(new UserInputIndication.Alphanumeric("1x#"));
        events.keys(new UserInputIndication.Signal('5', Optional.empty(), false));
        events.keys(new UserInputIndication.Signal('6', Optional.empty(), true));
        assertThat(heard).containsExactly("1", "#", "5");
    }

    @Test
    void tellsEachMachineThatMediaAreFollowedToOnce() {
        events.belongTo(new LegId("a"));
        events.mediaFollowed(ONE);
        events.mediaFollowed(ONE);
        events.mediaFollowed(OTHER);
        assertThat(heard).containsExactly("192.0.2.1", "192.0.2.2");
    }

    private final class Heard implements LegEvents {

        @Override
        public void renegotiated(LegId leg, LegMedia media) {
            heard.add("media");
        }

        @Override
        public void keyframeWanted(LegId leg) {
            heard.add("keyframe");
        }

        @Override
        public void digit(LegId leg, char digit) {
            heard.add(String.valueOf(digit));
        }

        @Override
        public CompletionStage<?> asksToPresent(LegId leg) {
            return CompletableFuture.failedFuture(new AssertionError("asks to present"));
        }

        @Override
        public void presentsNoMore(LegId leg) {
            throw new AssertionError("presents no more");
        }

        @Override
        public void mediaFollowed(LegId leg, InetAddress machine) {
            heard.add(machine.getHostAddress());
        }

        @Override
        public void left(LegId leg, EndReason reason) {
            throw new AssertionError("left");
        }
    }
}
