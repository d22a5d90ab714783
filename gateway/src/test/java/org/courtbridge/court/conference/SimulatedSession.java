package org.courtbridge.court.conference;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.RefusedException;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.bridge.WaitingLegs;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;

/**
 * A hearing with its media in simulated time, from its commands to the packets of its parties, which all speak and film all the time.
 * Compares whose sound and pictures reach a call with what the hearing's state says, and with nothing else.
 */
final class SimulatedSession implements AutoCloseable {

    static final String CLERK = "user:clerk";

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int TICK = 20;
    private static final int TICKS_OF_A_PICTURE = 4;

    /** A slate is as white as no party. */
    private static final int WHITE = 235;

    final List<SimulatedCast.Member> members = SimulatedCast.members();
    final List<String> wrongs = new ArrayList<>();

    /** Pairs of which one heard, or saw, the other, and how often. */
    final Map<String, Integer> heard = new HashMap<>();

    final Map<String, Integer> seen = new HashMap<>();
    int closedTicks;

    /** Packets of media that parties sent and that were written down. */
    int traced;

    /** Packets of ours, and of RTCP, that were written down while the session was closed or adjourned. */
    int tracedInSecret;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final PictureWorkers workers = PictureWorkers.withPlaces(6);
    private final Calls calls = new Calls();
    private final HearingMedia media = new HearingMedia(this::bridge, SimulatedSession::slate, Layout.GRID);
    private final Map<LegId, SimulatedCall> all = new HashMap<>();
    private final String description;

    private HearingState state = HearingState.initial("h");
    private int number;
    private int ticks;
    private int silentTicks;

    /** States all of which must allow what happens now. */
    private List<HearingState> rule = List.of(state);

    SimulatedSession(String description) {
        this.description = description;
        ticker.advance(10, TimeUnit.SECONDS);
        follow(Hearing.create("4501", "A hearing", "0000"), 0);
        members.forEach(member -> submit(
                new HearingCommand.Invite(CLERK, member.party(), member.party().value(), member.admission())));
    }

    private Bridge bridge() {
        return new HearingBridge(new HearingBridge.Parts(
                channel.eventLoop(),
                channel.eventLoop(),
                workers,
                (leg, digit) -> {},
                new Tracing(),
                new BridgeClock(() -> START.plusNanos(ticker.nanoTime()), ticker::nanoTime),
                new WaitingLegs(),
                Captions.NONE));
    }

    private static Optional<Still> slate(org.courtbridge.media.leg.Leg leg, HearingState state) {
        return Optional.of(new Slate());
    }

    private record Slate() implements Still {

        @Override
        public I420Picture draw(int width, int height) {
            I420Picture picture = I420Picture.black(width, height);
            picture.fill(0, 0, width, height, WHITE, 128, 128);
            return picture;
        }
    }

    /** Takes what is written down of the calls. */
    private final class Tracing implements MediaTrace {

        @Override
        public void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length) {
            boolean secret = rule.stream().anyMatch(SimulatedSession::isSecret);
            int type = bytes[offset + 1] & 0xFF;
            boolean control = type >= 192 && type <= 223;
            if (way == Way.FROM_PARTY && secret && !control) {
                wrong("what " + leg + " sends is written down", rule);
            }
            if (secret) {
                tracedInSecret++;
            } else if (way == Way.FROM_PARTY && !control) {
                traced++;
            }
        }
    }

    HearingState state() {
        return state;
    }

    long now() {
        return ticker.nanoTime();
    }

    /** The call that fills a party's seat. */
    Optional<SimulatedCall> call(SimulatedCast.Member member) {
        return state.seat(member.party()).flatMap(HearingState.Seat::leg).map(all::get);
    }

    Bridge present() {
        List<Bridge> found = new ArrayList<>();
        state.legs().stream().findFirst().ifPresent(leg -> media.on(leg, found::add));
        return found.getFirst();
    }

    /** A party calls, whether it is there already or not. */
    void arrive(SimulatedCast.Member member, int storing) {
        SimulatedCall call = member.call(++number, channel.eventLoop());
        LegMedia agreed = call.media();
        all.put(call.leg.id(), call);
        calls.add(new Call(call.leg, agreed, START));
        submit(new HearingCommand.Arrive(member.party().value(), member.party(), call.leg.id()), storing);
    }

    /** Follows a new offer and answer of a call, by which nothing changes. */
    void renegotiate(SimulatedCall call) {
        media.on(call.leg.id(), bridge -> bridge.renegotiated(call.leg.id(), call.media()));
    }

    void submit(HearingCommand command) {
        submit(command, 0);
    }

    /** @param storing milliseconds until what has happened is stored */
    void submit(HearingCommand command, int storing) {
        try {
            follow(Hearing.decide(state, command), storing);
        } catch (RefusedException refused) {
            // As a clerk would be told: nothing has happened.
            run(0);
        }
    }

    private void follow(List<HearingEvent> events, int storing) {
        HearingState before = state;
        List<HearingEvent.Recorded> recorded = Hearing.record(before, events, CLERK, START);
        List<HearingState> states = new ArrayList<>(List.of(before));
        recorded.forEach(event -> states.add(Hearing.apply(states.getLast(), event)));
        HearingState after = states.getLast();
        media.cut(after);
        run(storing, List.of(before, after));
        state = after;
        for (int i = 0; i < recorded.size(); i++) {
            media.happened(states.get(i), recorded.get(i), states.get(i + 1), calls);
        }
        media.settle(after);
        settle();
    }

    /** Lets time pass. */
    void run(int milliseconds) {
        run(milliseconds, List.of(state));
    }

    private void run(int milliseconds, List<HearingState> states) {
        rule = states;
        for (int passed = 0; passed < milliseconds; passed += TICK) {
            ticks++;
            all.values().forEach(call -> call.speak(now()));
            if (ticks % TICKS_OF_A_PICTURE == 0) {
                all.values().forEach(call -> call.film(now()));
            }
            for (int part = 0; part < TICK; part += 10) {
                ticker.advance(10, TimeUnit.MILLISECONDS);
                channel.runScheduledPendingTasks();
                settle();
            }
            look(states);
        }
    }

    /** Waits until what has come is coded anew, and given on. */
    private void settle() {
        for (int handed = 0; handed < 4; handed++) {
            channel.runPendingTasks();
            CompletableFuture.runAsync(() -> {}, workers.threads()).join();
            CompletableFuture.runAsync(() -> {}, workers.stills()).join();
        }
        channel.runPendingTasks();
    }

    private void look(List<HearingState> states) {
        boolean closed = states.stream().anyMatch(one -> one.phase() != HearingState.Phase.IN_SESSION);
        silentTicks = closed ? silentTicks + 1 : 0;
        closedTicks += closed ? 1 : 0;
        for (SimulatedCall call : all.values()) {
            call.look(members);
            for (PartyId mouth : call.heard) {
                note(heard, call, mouth);
                if (!states.stream().allMatch(one -> mayHear(one, call, mouth))) {
                    wrong(call + " hears " + mouth, states);
                }
            }
            for (PartyId face : call.seen) {
                note(seen, call, face);
                if (!states.stream().allMatch(one -> maySee(one, call, face))) {
                    wrong(call + " sees " + face, states);
                }
            }
            if (silentTicks > 2 && call.loud) {
                wrong(call + " hears something", states);
            }
            LegId leg = call.leg.id();
            boolean shown = media.thumbnail(leg).isPresent();
            if (shown && !states.stream().allMatch(one -> seat(one, leg).isPresent())) {
                wrong("a thumbnail of " + call, states);
            }
        }
    }

    private static void note(Map<String, Integer> counts, SimulatedCall call, PartyId other) {
        counts.merge(call.member.party() + " " + other, 1, Integer::sum);
    }

    private void wrong(String what, List<HearingState> states) {
        HearingState last = states.getLast();
        wrongs.add("%s, tick %d: %s, %s, %s"
                .formatted(description, ticks, what, last.phase(), last.seats().values()));
    }

    private static boolean isSecret(HearingState state) {
        return state.phase() == HearingState.Phase.CLOSED_SESSION || state.phase() == HearingState.Phase.ADJOURNED;
    }

    /** The seat of a call that takes part; of the state's words alone, as the order of the hearing has them. */
    private static Optional<HearingState.Seat> seat(HearingState state, LegId leg) {
        return state.seats().values().stream()
                .filter(seat -> state.phase() == HearingState.Phase.IN_SESSION
                        && seat.admitted()
                        && seat.leg().equals(Optional.of(leg)))
                .findFirst();
    }

    private static Optional<HearingState.Seat> seat(HearingState state, PartyId party) {
        return Optional.ofNullable(state.seats().get(party))
                .flatMap(seat -> seat.leg().flatMap(leg -> seat(state, leg)));
    }

    private static boolean mayHear(HearingState state, SimulatedCall ear, PartyId mouth) {
        return seat(state, ear.leg.id()).isPresent()
                && !ear.member.party().equals(mouth)
                && seat(state, mouth)
                        .filter(seat -> seat.muting() == HearingCommand.Muting.HEARD && !seat.microphoneOff())
                        .isPresent();
    }

    private static boolean maySee(HearingState state, SimulatedCall eye, PartyId face) {
        Optional<HearingState.Seat> seat = seat(state, eye.leg.id());
        boolean itself = eye.member.party().equals(face);
        return seat.isPresent()
                && (itself ? seat.get().seesSelf() : seat(state, face).isPresent());
    }

    /** Those who could hear another one and did not; of the time since the counts were cleared. */
    Set<String> deaf() {
        Set<String> missing = new LinkedHashSet<>();
        for (SimulatedCast.Member ear : members) {
            for (SimulatedCast.Member mouth : members) {
                boolean may = mouth.sends()
                        && call(ear)
                                .filter(call -> mayHear(state, call, mouth.party()))
                                .isPresent();
                String pair = ear.party() + " " + mouth.party();
                if (may && !heard.containsKey(pair)) {
                    missing.add(pair);
                }
            }
        }
        return missing;
    }

    @Override
    public void close() {
        media.close();
        settle();
        all.values().forEach(SimulatedCall::close);
        workers.close();
        channel.finishAndReleaseAll();
    }
}
