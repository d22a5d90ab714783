package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.leg.Still;
import org.junit.jupiter.api.Test;

/** Tests of a call between two rooms: each is told what the other does, and the bridge between them. */
class TwoRoomsTest {

    private static final LegMedia MEDIA = LegMedia.NOTHING;

    private final List<String> story = new ArrayList<>();
    private final RecordedBridge bridge = new RecordedBridge();
    private final TwoRooms rooms = new TwoRooms(digits -> {
        bridge.digits = digits;
        return bridge;
    });
    private final RoomLeg one = leg("one");
    private final RoomLeg other = leg("other");

    private RoomLeg leg(String name) {
        return RoomLeg.of(Optional.empty(), new RoomLeg.Wishes() {
            @Override
            public void end(EndReason reason) {
                story.add(name + " ends " + reason);
            }

            @Override
            public void keyframe() {}

            @Override
            public void presents() {
                story.add(name + " presents");
            }

            @Override
            public void presentsNoMore() {
                story.add(name + " presents no more");
            }

            @Override
            public void presented(boolean byAnother) {
                story.add(name + (byAnother ? " is presented" : " is presented nothing"));
            }

            @Override
            public void press(char key) {
                story.add(name + " hears " + key);
            }
        });
    }

    private void arrives(RoomLeg leg, String name) {
        rooms.place(name)
                .arrive(PartyId.device(name), leg, MEDIA)
                .toCompletableFuture()
                .join();
    }

    private List<String> told() {
        List<String> told = List.copyOf(story);
        story.clear();
        return told;
    }

    private void bothAreThere() {
        arrives(one, "one");
        arrives(other, "other");
        story.clear();
    }

    @Test
    void letsTwoHearAndSeeEachOther() {
        arrives(one, "one");
        arrives(other, "other");
        assertThat(told()).containsExactly("attach one", "inside [one]", "attach other", "inside [one, other]");
        assertThat(bridge.steering).isTrue();

        rooms.renegotiated(one.id(), MEDIA);
        rooms.keyframeWanted(other.id());
        assertThat(told()).containsExactly("renegotiated one", "keyframe other");
    }

    @Test
    void endsTheOtherWithTheOne() {
        bothAreThere();
        rooms.left(one.id(), EndReason.SIGNALLING_LOST);
        assertThat(told()).containsExactly("detach one", "other ends SIGNALLING_LOST");
        rooms.left(other.id(), EndReason.LEFT);
        assertThat(told()).containsExactly("detach other", "close");
        rooms.left(other.id(), EndReason.LEFT);
        assertThat(told()).isEmpty();
    }

    /** The called room has hung up at once, before the one that called was there. */
    @Test
    void endsWhoComesTooLate() {
        arrives(one, "one");
        rooms.left(one.id(), EndReason.LEFT);
        story.clear();
        arrives(other, "other");
        assertThat(told()).containsExactly("other ends LEFT");
        rooms.left(other.id(), EndReason.LEFT);
        assertThat(told()).isEmpty();
    }

    @Test
    void tellsKeysOfTheOneToTheOther() {
        bothAreThere();
        rooms.digit(one.id(), '7');
        bridge.digits.accept(other.id(), '#');
        assertThat(told()).containsExactly("other hears 7", "one hears #");
    }

    @Test
    void letsOnePresentAtATime() {
        bothAreThere();
        rooms.asksToPresent(one.id()).toCompletableFuture().join();
        assertThat(told()).containsExactly("inside [one, other] screen of one", "one presents", "other is presented");
        assertThatThrownBy(() ->
                        rooms.asksToPresent(other.id()).toCompletableFuture().join())
                .hasCauseInstanceOf(CommandRefusedException.class);
        rooms.presentsNoMore(other.id());
        assertThat(told()).isEmpty();

        rooms.presentsNoMore(one.id());
        assertThat(told()).containsExactly("inside [one, other]", "one presents no more", "other is presented nothing");
        rooms.asksToPresent(other.id()).toCompletableFuture().join();
        assertThat(told()).containsExactly("inside [one, other] screen of other", "other presents", "one is presented");
    }

    @Test
    void tellsWhoComesThatTheOtherPresents() {
        arrives(one, "one");
        rooms.asksToPresent(one.id()).toCompletableFuture().join();
        story.clear();
        arrives(other, "other");
        assertThat(told()).containsExactly("attach other", "other is presented", "inside [one, other] screen of one");
    }

    private String name(LegId leg) {
        return leg.equals(one.id()) ? "one" : "other";
    }

    private final class RecordedBridge implements Bridge {

        private BiConsumer<LegId, Character> digits = (_, _) -> {};
        private boolean steering;

        @Override
        public void attach(Leg leg, String name, LegMedia media) {
            story.add("attach " + name);
        }

        @Override
        public void renegotiated(LegId leg, LegMedia media) {
            story.add("renegotiated " + name(leg));
        }

        @Override
        public void detach(LegId leg) {
            story.add("detach " + name(leg));
        }

        @Override
        public void policy(Policy policy) {
            steering = policy.steering();
            Set<String> inside = new TreeSet<>();
            policy.inside().forEach(leg -> inside.add(name(leg)));
            assertThat(policy.muted()).isEmpty();
            story.add("inside " + inside
                    + policy.presenter().map(leg -> " screen of " + name(leg)).orElse(""));
        }

        @Override
        public void show(LegId leg, Still still) {
            throw new AssertionError("nobody waits");
        }

        @Override
        public void play(LegId leg, Announcement announcement) {
            throw new AssertionError("nothing is said");
        }

        @Override
        public void keyframeWanted(LegId leg) {
            story.add("keyframe " + name(leg));
        }

        @Override
        public void steer(LegId leg, CameraOrder order) {
            throw new AssertionError("rooms do");
        }

        @Override
        public Optional<byte[]> thumbnail(LegId leg) {
            return Optional.empty();
        }

        @Override
        public List<LegStatistics> statistics() {
            return List.of();
        }

        @Override
        public void close() {
            story.add("close");
        }
    }
}
