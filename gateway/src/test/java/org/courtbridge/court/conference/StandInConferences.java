package org.courtbridge.court.conference;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/** Base of the stand-ins for the hearings in tests of endpoints: hearings that stay as they are. */
public abstract class StandInConferences implements Conferences {

    @Override
    public abstract Collection<HearingState> all();

    @Override
    public final Optional<HearingState> byNumber(String number) {
        return all().stream().filter(hearing -> hearing.number().equals(number)).findFirst();
    }

    @Override
    public final Optional<HearingState> byId(String hearingId) {
        return all().stream().filter(hearing -> hearing.id().equals(hearingId)).findFirst();
    }

    @Override
    public CompletionStage<HearingState> attend(String hearingId, PartyId party, String name, Leg leg, LegMedia media) {
        return arrive(hearingId, party, leg, media);
    }

    @Override
    public final CompletionStage<HearingState> create(String actor, String number, String title) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<?> asksToPresent(LegId leg) {
        return CompletableFuture.failedFuture(new CommandRefusedException("nobody presents"));
    }

    @Override
    public void presentsNoMore(LegId leg) {}

    @Override
    public void mediaFollowed(LegId leg, InetAddress machine) {}

    @Override
    public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> thumbnail(String hearingId, LegId leg) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<LegStatistics> statistics(String hearingId) {
        return List.of();
    }

    @Override
    public AutoCloseable subscribe(Consumer<Change> subscriber) {
        return () -> {};
    }
}
