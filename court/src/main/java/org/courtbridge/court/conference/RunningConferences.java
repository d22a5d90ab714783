package org.courtbridge.court.conference;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/** The hearings of this gateway, each in its own {@link RunningHearing}. */
public final class RunningConferences implements Conferences, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();
    private static final Logger CALLS = LogManager.getLogger("calls");

    private static final String SYSTEM = "system";
    private static final long SHUTDOWN_MS = 5_000;

    private final HearingLog log;
    private final Function<String, Bridge> bridges;
    private final Slates slates;
    private final Layout layout;
    private final InternalErrors errors;
    private final InstantSource clock;
    private final Subscribers subscribers = new Subscribers();
    private final Map<String, RunningHearing> hearings = new ConcurrentHashMap<>();

    /** Hearing by number, of those that have not ended: a number may be given again. */
    private final Map<String, String> numbers = new ConcurrentHashMap<>();

    /** The hearing of each leg that has arrived and not yet left. */
    private final Map<LegId, RunningHearing> legs = new ConcurrentHashMap<>();

    private RunningConferences(
            HearingLog log,
            Function<String, Bridge> bridges,
            Slates slates,
            Layout layout,
            InternalErrors errors,
            InstantSource clock) {
        this.log = log;
        this.bridges = bridges;
        this.slates = slates;
        this.layout = layout;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * Takes up every hearing where the log left it: those who were connected are not any more, all else is as it was.
     *
     * @param bridges makes the media of a hearing, given its id, when its first leg arrives
     * @param layout of hearings for which none was chosen
     * @param errors hears of faults of ours
     */
    public static RunningConferences start(
            HearingLog log,
            Function<String, Bridge> bridges,
            Slates slates,
            Layout layout,
            InternalErrors errors,
            InstantSource clock) {
        RunningConferences conferences = new RunningConferences(log, bridges, slates, layout, errors, clock);
        for (HearingState state : log.load()) {
            conferences.takeUp(state);
        }
        return conferences;
    }

    private void takeUp(HearingState state) {
        RunningHearing hearing = running(state);
        hearings.put(state.id(), hearing);
        if (state.phase() != HearingState.Phase.ENDED) {
            String other = numbers.putIfAbsent(state.number(), state.id());
            if (other != null) {
                LOG.error("hearings {} and {} have the same number {}", other, state.id(), state.number());
            }
        }
        if (state.phase() != HearingState.Phase.ENDED && state.pin().isEmpty()) {
            // Made by a version that knew no PINs.
            var _ = hearing.submit(new HearingCommand.ChangePin(SYSTEM, HearingPin.random()));
        }
        if (!state.legs().isEmpty()) {
            var _ = hearing.submit(new HearingCommand.Recover(SYSTEM, clock.instant()));
        }
    }

    private RunningHearing running(HearingState state) {
        HearingMedia media = new HearingMedia(() -> bridges.apply(state.id()), slates, layout);
        List<Effect> effects = List.of(
                new CallLog(media::statistics, CALLS::info),
                media,
                new TellingLegs(),
                new TellingCompany(),
                this::freeNumber,
                subscribers);
        return new RunningHearing(state, log, clock, media, effects, errors);
    }

    private void freeNumber(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        if (after.phase() == HearingState.Phase.ENDED) {
            numbers.remove(after.number(), after.id());
        }
    }

    @Override
    public Optional<HearingState> byNumber(String number) {
        return Optional.ofNullable(numbers.get(number)).flatMap(this::byId);
    }

    @Override
    public Optional<HearingState> byId(String hearingId) {
        return Optional.ofNullable(hearings.get(hearingId))
                .map(RunningHearing::state)
                .filter(RunningConferences::isCreated);
    }

    @Override
    public Collection<HearingState> all() {
        return hearings.values().stream()
                .map(RunningHearing::state)
                .filter(RunningConferences::isCreated)
                .toList();
    }

    /** Its first event is durable; before that nobody has heard of it. */
    private static boolean isCreated(HearingState state) {
        return state.lastEvent() > 0;
    }

    @Override
    public CompletionStage<HearingState> create(String actor, String number, String title) {
        String id = UUID.randomUUID().toString();
        if (numbers.putIfAbsent(number, id) != null) {
            return refused("The number " + number + " belongs to another hearing.");
        }
        RunningHearing hearing = running(HearingState.initial(id));
        hearings.put(id, hearing);
        return hearing.create(actor, number, title, HearingPin.random()).whenComplete((_, failure) -> {
            if (failure != null) {
                numbers.remove(number, id);
                hearings.remove(id);
                hearing.shutDown();
            }
        });
    }

    @Override
    public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
        RunningHearing hearing = hearings.get(hearingId);
        return hearing == null ? noSuchHearing() : hearing.submit(command);
    }

    @Override
    public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
        return arrive(hearingId, new HearingCommand.Arrive(party.value(), party, leg.id()), leg, media);
    }

    @Override
    public CompletionStage<HearingState> answer(String hearingId, PartyId party, Leg leg, LegMedia media) {
        return arrive(hearingId, new HearingCommand.Answer(party.value(), party, leg.id()), leg, media);
    }

    @Override
    public CompletionStage<HearingState> attend(String hearingId, PartyId party, String name, Leg leg, LegMedia media) {
        return arrive(hearingId, new HearingCommand.Attend(party.value(), party, name, leg.id()), leg, media);
    }

    private CompletionStage<HearingState> arrive(String hearingId, HearingCommand command, Leg leg, LegMedia media) {
        RunningHearing hearing = hearings.get(hearingId);
        if (hearing == null) {
            return noSuchHearing();
        }
        // Before the mailbox has it: the leg may leave at any moment, and that must come after its arrival.
        RunningHearing other = legs.putIfAbsent(leg.id(), hearing);
        if (other != null && other != hearing) {
            return refused("This call is already in another hearing.");
        }
        return hearing.arrive(command, new Call(leg, media, clock.instant())).whenComplete((_, failure) -> {
            if (failure != null) {
                legs.remove(leg.id(), hearing);
            }
        });
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        of(leg).ifPresent(hearing -> hearing.renegotiated(leg, media));
    }

    @Override
    public void keyframeWanted(LegId leg) {
        of(leg).ifPresent(hearing -> hearing.keyframeWanted(leg));
    }

    @Override
    public CompletionStage<?> asksToPresent(LegId leg) {
        return of(leg).<CompletionStage<?>>map(hearing -> hearing.asksToPresent(leg))
                .orElseGet(() -> refused("This call is in no hearing."));
    }

    @Override
    public void presentsNoMore(LegId leg) {
        of(leg).ifPresent(hearing -> hearing.presentsNoMore(leg));
    }

    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {
        of(leg).ifPresent(hearing -> hearing.mediaFollowed(leg, machine));
    }

    @Override
    public void digit(LegId leg, char digit) {
        LOG.debug("leg {} pressed {}", leg, digit);
        of(leg).ifPresent(hearing -> hearing.pressed(leg, digit));
    }

    @Override
    public void left(LegId leg, EndReason reason) {
        RunningHearing hearing = legs.remove(leg);
        if (hearing != null) {
            hearing.left(leg, reason);
        }
    }

    /** Shows waiting rooms the time; every few seconds will do. */
    public void refreshSlates() {
        legs.values().stream().distinct().forEach(RunningHearing::refreshSlates);
    }

    private Optional<RunningHearing> of(LegId leg) {
        return Optional.ofNullable(legs.get(leg));
    }

    @Override
    public Optional<byte[]> thumbnail(String hearingId, LegId leg) {
        return Optional.ofNullable(hearings.get(hearingId)).flatMap(hearing -> hearing.thumbnail(leg));
    }

    @Override
    public List<LegStatistics> statistics(String hearingId) {
        return Optional.ofNullable(hearings.get(hearingId))
                .map(RunningHearing::statistics)
                .orElse(List.of());
    }

    @Override
    public AutoCloseable subscribe(Consumer<Change> subscriber) {
        return subscribers.add(subscriber);
    }

    private static CompletionStage<HearingState> noSuchHearing() {
        return refused("There is no such hearing.");
    }

    private static CompletionStage<HearingState> refused(String reason) {
        return CompletableFuture.failedFuture(new CommandRefusedException(reason));
    }

    /** Ends every call; hearings go on after the next start. */
    @Override
    public void close() {
        hearings.values().forEach(RunningHearing::shutDown);
        try {
            for (RunningHearing hearing : hearings.values()) {
                if (!hearing.awaitShutdown(SHUTDOWN_MS)) {
                    LOG.warn(
                            "hearing {} did not finish in time", hearing.state().id());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
