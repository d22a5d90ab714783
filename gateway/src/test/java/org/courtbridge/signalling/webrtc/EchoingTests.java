package org.courtbridge.signalling.webrtc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;

/** Stands for the tests of phones: keeps what it is told, and sends every page its own sound and picture back. */
public final class EchoingTests implements PageTests {

    public final List<Leg> legs = new CopyOnWriteArrayList<>();
    public final List<PageStatistics> statistics = new CopyOnWriteArrayList<>();

    public final List<Optional<String>> clients = new CopyOnWriteArrayList<>();

    /** Hears what becomes of the legs. */
    public final EchoingConferences events = new EchoingConferences();

    @Override
    public PageDestination of(Participant participant, Optional<String> client) {
        clients.add(client);
        return new PageDestination() {
            @Override
            public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
                legs.add(leg);
                media.sentAudio().ifPresent(sound -> EchoingConferences.echo(sound.transport(), media));
                leg.notice(new LegNotice.Testing(LegNotice.Testing.Step.CONNECTING, Duration.ZERO));
                return CompletableFuture.completedStage(leg);
            }

            @Override
            public LegEvents events() {
                return events;
            }

            @Override
            public CompletionStage<?> submit(HearingCommand command) {
                return CompletableFuture.failedStage(new CommandRefusedException("a test is no hearing"));
            }

            @Override
            public void says(PageStatistics said) {
                statistics.add(said);
            }
        };
    }
}
