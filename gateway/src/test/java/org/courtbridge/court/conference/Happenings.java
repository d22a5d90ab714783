package org.courtbridge.court.conference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Bridge.Policy.View;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.Still;

/** Records what log, bridges and legs were asked to do, in one order. */
final class Happenings {

    private final List<String> happened = new ArrayList<>();

    synchronized void add(String what) {
        happened.add(what);
    }

    /** What happened since it was last asked. */
    synchronized List<String> take() {
        List<String> taken = List.copyOf(happened);
        happened.clear();
        return taken;
    }

    /** Keeps events in memory; told to, it takes none. */
    final class Log implements HearingLog {

        volatile Optional<String> fault = Optional.empty();
        volatile Optional<Error> error = Optional.empty();
        volatile List<HearingState> kept = List.of();

        /** Runs before anything is stored, as a slow disk does. */
        volatile Runnable disk = () -> {};

        @Override
        public List<HearingState> load() {
            return kept;
        }

        @Override
        public void append(String hearingId, List<HearingEvent.Recorded> events) {
            disk.run();
            if (error.isPresent()) {
                throw error.get();
            }
            if (fault.isPresent()) {
                add("log refuses");
                throw new HearingLogException(new IllegalStateException(fault.get()));
            }
            for (HearingEvent.Recorded recorded : events) {
                add("log " + recorded.number() + " "
                        + recorded.event().getClass().getSimpleName());
            }
        }
    }

    /** Says what it is asked, and has figures to give. */
    final class RecordingBridge implements Bridge {

        volatile List<LegStatistics> figures = List.of();
        volatile Consumer<String> fault = what -> {};
        private volatile View view = View.NONE;

        /** What the last policy lets those inside see. */
        View view() {
            return view;
        }

        private void say(String what) {
            add(what);
            fault.accept(what);
        }

        @Override
        public void attach(Leg leg, String name, LegMedia media) {
            say("attach " + leg.id() + " " + name);
        }

        @Override
        public void renegotiated(LegId leg, LegMedia media) {
            say("renegotiated " + leg);
        }

        @Override
        public void detach(LegId leg) {
            say("detach " + leg);
        }

        @Override
        public void policy(Policy policy) {
            view = policy.view();
            say("policy " + sorted(policy.inside()) + " muted " + sorted(policy.muted())
                    + policy.presenter().map(leg -> " screen of " + leg).orElse(""));
        }

        @Override
        public void show(LegId leg, Still still) {
            say("show " + leg + " " + still);
        }

        @Override
        public void play(LegId leg, Announcement announcement) {
            say("play " + leg + (announcement == Announcement.SILENCE ? " silence" : " words"));
        }

        @Override
        public void steer(LegId leg, CameraOrder order) {
            say("steer " + leg + " " + order);
        }

        @Override
        public void keyframeWanted(LegId leg) {
            say("keyframe " + leg);
        }

        @Override
        public Optional<byte[]> thumbnail(LegId leg) {
            return Optional.empty();
        }

        @Override
        public List<LegStatistics> statistics() {
            return figures;
        }

        @Override
        public void close() {
            say("close");
        }

        private static Set<String> sorted(Set<LegId> legs) {
            Set<String> sorted = new TreeSet<>();
            legs.forEach(leg -> sorted.add(leg.value()));
            return sorted;
        }
    }

    Leg leg(String id) {
        return new RecordingLeg(new LegId(id), Leg.Kind.BROWSER);
    }

    Leg room(String id) {
        return new RecordingLeg(new LegId(id), Leg.Kind.ROOM);
    }

    private final class RecordingLeg implements Leg {

        private final LegId id;
        private final Kind kind;

        RecordingLeg(LegId id, Kind kind) {
            this.id = id;
            this.kind = kind;
        }

        @Override
        public LegId id() {
            return id;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public void end(EndReason reason) {
            add(id + " is ended: " + reason);
        }

        @Override
        public void requestKeyframe() {
            add(id + " is asked for a keyframe");
        }

        @Override
        public void presented(boolean byAnother) {
            add(id + " is told that " + (byAnother ? "somebody" : "nobody") + " else presents");
        }

        @Override
        public void notice(LegNotice notice) {
            add(id + " is told " + notice);
        }
    }
}
